import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  playwrightOutcome,
  readUnitOutcome,
  skipLines,
  type UnitResult,
  unitOutcome,
} from './test-outcome.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-outcome-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

it('counts unit tests, with the reason that a skipped one gives in words or in its title', () => {
  const result = (state: UnitResult['state'], title: string, note?: string) => ({
    state,
    title,
    note,
  })
  const outcome = unitOutcome(
    [
      result('passed', 'a'),
      result('passed', 'b'),
      result('failed', 'c'),
      result('skipped', 'a full disk', 'mounting a small tmpfs needs root'),
      result('skipped', 'decoding with ffmpeg (needs ffmpeg) > mp3'),
      result('skipped', 'against the tables, skipped: they are not here'),
      result('pending', 'something else'),
    ],
    1,
  )
  expect(outcome).toEqual({
    passed: 2,
    failed: 2,
    skipped: [
      { title: 'a full disk', reason: 'mounting a small tmpfs needs root' },
      { title: 'decoding with ffmpeg (needs ffmpeg) > mp3', reason: 'needs ffmpeg' },
      { title: 'against the tables, skipped: they are not here', reason: 'they are not here' },
      { title: 'something else', reason: 'see the test' },
    ],
  })
})

it('counts what Playwright reports, however deep its suites are', () => {
  const spec = (title: string, status: string, annotations: object[] = []) => ({
    title,
    tests: [{ status, annotations }],
  })
  const outcome = playwrightOutcome(
    report({
      suites: [
        {
          title: 'player.spec.ts',
          specs: [spec('plays', 'expected'), spec('seeks', 'flaky'), spec('stops', 'unexpected')],
          suites: [
            {
              title: 'in the dark',
              specs: [
                spec('plays', 'skipped', [{ type: 'skip', description: 'no display' }]),
                spec('stops', 'skipped'),
              ],
            },
          ],
        },
      ],
    }),
  )
  expect(outcome).toEqual({
    passed: 2,
    failed: 1,
    skipped: [
      { title: 'player.spec.ts › in the dark › plays', reason: 'no display' },
      { title: 'player.spec.ts › in the dark › stops', reason: 'see the test' },
    ],
  })
})

it('counts nothing when a run left no report', () => {
  const nothing = { passed: 0, failed: 0, skipped: [] }
  expect(readUnitOutcome(join(folder, 'absent.json'))).toEqual(nothing)
  expect(playwrightOutcome(join(folder, 'absent.json'))).toEqual(nothing)
})

it('tells one reason once, however many tests have it', () => {
  const skipped = [
    { title: 'first.spec.ts › a', reason: 'no display' },
    { title: 'decoding', reason: 'needs ffmpeg' },
    { title: 'first.spec.ts › b', reason: 'no display' },
  ]
  expect(skipLines(skipped)).toEqual(['2 tests: no display', 'decoding: needs ffmpeg'])
  expect(skipLines([])).toEqual([])
})
