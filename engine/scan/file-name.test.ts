import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  childPath,
  displayPath,
  extensionOf,
  joinPath,
  lastName,
  parentPath,
  toText,
} from './file-name.ts'

const latin1 = Buffer.from([0x52, 0xe4, 0x67, 0xff, 0x61, 0x2e, 0x6d, 0x70, 0x33])

test('bytes that are not UTF-8 show as U+FFFD and everything else as it is', () => {
  expect(toText(latin1)).toBe('R\ufffdg\ufffda.mp3')
  expect(toText(Buffer.from('\ufeffRāga.flac'))).toBe('\ufeffRāga.flac')
})

test('a path is shown on one line, without what steers a terminal or reads as another name', () => {
  const hostile = Buffer.from('a\u001b[31m\nb/song\u202e3pm.exe\u2066.mp3')
  expect(displayPath(hostile)).toBe('a\ufffd[31m\ufffdb/song\ufffd3pm.exe\ufffd.mp3')
  expect(displayPath(latin1)).toBe('R\ufffdg\ufffda.mp3')
})

test('the parts of a path', () => {
  const path = childPath(childPath(new Uint8Array(), Buffer.from('Şarkı')), latin1)
  expect(lastName(path)).toEqual(latin1)
  expect(toText(parentPath(path))).toBe('Şarkı')
  expect(parentPath(latin1)).toHaveLength(0)
})

test('extensions', () => {
  const names = ['a.MP3', 'a.b.flac', '.mp3', 'none', 'dot.', 'long.extension-of-a-name']
  expect(names.map((name) => extensionOf(Buffer.from(name)))).toEqual([
    'mp3',
    'flac',
    '',
    '',
    '',
    '',
  ])
})

test.skipIf(process.platform !== 'linux')('any name on disk can be opened again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naghma-names-'))
  const names = [
    latin1,
    Buffer.from('S\u0327arkı.mp3'),
    Buffer.from('Şarkı.mp3'),
    Buffer.from('a\nb\\c.mp3'),
  ]
  for (const [i, name] of names.entries()) writeFileSync(joinPath(folder, name), String(i))
  const found = readdirSync(folder, { encoding: 'buffer' })
  expect(found.map((name) => readFileSync(joinPath(`${folder}/`, name), 'utf8')).sort()).toEqual([
    '0',
    '1',
    '2',
    '3',
  ])
  expect(found.sort(Buffer.compare)).toEqual([...names].sort(Buffer.compare))
  rmSync(folder, { recursive: true })
})
