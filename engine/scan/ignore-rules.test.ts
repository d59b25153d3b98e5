import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readIgnoreRules } from './ignore-rules.ts'

/** The files of a list that rules ignore. */
function ignored(rules: readonly string[], files: readonly string[]): string[] {
  const ignores = readIgnoreRules(rules.join('\n'))
  return files.filter((file) => ignores?.(file, false))
}

const files = [
  'podcasts/one.mp3',
  'music/podcasts/two.mp3',
  'music/a.wav',
  'music/keep.wav',
  'music/live/2019/b.wav',
  'music/live/2020/c.wav',
  'demo 1.wav',
  'demo 12.wav',
  'demo a.wav',
  'x[1].wav',
  '#odd.wav',
  '!odd.wav',
  'deep/er/still/d.flac',
  'çalgı/ney.flac',
]

const rulesets: readonly (readonly string[])[] = [
  ['podcasts/'],
  ['/podcasts'],
  ['*.wav', '!keep.wav'],
  ['music/', '!music/keep.wav'],
  ['music/*', '!music/keep.wav'],
  ['music/live/**/c.wav'],
  ['**/podcasts'],
  ['music/live/**'],
  ['demo ?.wav'],
  ['demo [0-9].wav', 'demo [!0-9].wav'],
  ['x\\[1\\].wav'],
  ['\\#odd.wav', '\\!odd.wav', '# a comment', ''],
  ['deep/**/d.flac  '],
  ['çalgı'],
  ['**'],
  ['still'],
  ['er/still'],
]

test.skipIf(spawnSync('git', ['--version']).status !== 0)(
  'rules ignore what git would (needs git)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'naghma-ignore-rules-'))
    try {
      execFileSync('git', ['init', '-q', folder])
      for (const rules of rulesets) {
        writeFileSync(join(folder, '.gitignore'), rules.join('\n'))
        const { stdout } = spawnSync('git', ['check-ignore', '--stdin', '-z'], {
          cwd: folder,
          input: files.join('\0'),
          encoding: 'utf8',
        })
        expect({ rules, ignored: ignored(rules, files) }).toEqual({
          rules,
          ignored: stdout.split('\0').filter(Boolean),
        })
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

test('capitals do not matter, nor how accents are composed', () => {
  expect(ignored(['*.MP3'], ['podcasts/one.mp3'])).toHaveLength(1)
  expect(ignored(['Işık'.normalize('NFD')], ['Işık/a.mp3'.normalize('NFC')])).toHaveLength(1)
})

test('without a rule nothing is ignored', () => {
  expect(readIgnoreRules('\n# nothing\n')).toBeUndefined()
})

test('a rule that cannot be read is refused by its words', () => {
  expect(() => readIgnoreRules('a.wav\n[z-a].wav')).toThrow(/"\[z-a\]\.wav" cannot be read/)
})
