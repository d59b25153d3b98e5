import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from './database.ts'
import { findTrack } from './find-track.ts'

let root: string
let library: Library
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'naghma-find-')))
  mkdirSync(join(root, 'music/a'), { recursive: true })
  writeFileSync(join(root, 'music/a/x.mp3'), '')
  library = openLibrary(join(root, 'data'))
  library.db
    .prepare('INSERT INTO folder (id, path, added_at) VALUES (1, ?, 0)')
    .run(join(root, 'music'))
  library.db.exec(`
    INSERT INTO track (id, identity, title, added_at) VALUES (5, x'05', 'x', 0), (6, x'06', 'gone', 0);
    INSERT INTO file (folder_id, path, path_text, track_id, missing_since)
    VALUES (1, CAST('a/x.mp3' AS BLOB), 'a/x.mp3', 5, NULL),
           (1, CAST('gone.mp3' AS BLOB), 'gone.mp3', 6, 1)`)
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

test('a track is found by the place of its file, present or missing', () => {
  expect(findTrack(library.db, join(root, 'music/a/../a/x.mp3'))).toBe(5)
  expect(findTrack(library.db, join(root, 'music/gone.mp3'))).toBe(6)
})

test('links on the way and a link to the file lead to its track', () => {
  symlinkSync(join(root, 'music'), join(root, 'link'))
  symlinkSync(join(root, 'music/a/x.mp3'), join(root, 'alias.mp3'))
  expect(findTrack(library.db, join(root, 'link/a/x.mp3'))).toBe(5)
  expect(findTrack(library.db, join(root, 'link/gone.mp3'))).toBe(6)
  expect(findTrack(library.db, join(root, 'alias.mp3'))).toBe(5)
})

test('any other path is a problem, which says what to do', () => {
  const says = (path: string) => () => findTrack(library.db, join(root, path))
  expect(says('music/b.mp3')).toThrow(/Rescan/)
  expect(says('other/a/x.mp3')).toThrow(/Add the folder/)
  for (const path of ['music', 'music/a', 'music/b.mp3', 'other/a/x.mp3', ''])
    expect(() => findTrack(library.db, join(root, path))).toThrow(
      expect.objectContaining({ code: 'not-found', field: 'path' }),
    )
})
