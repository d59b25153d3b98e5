import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from './database.ts'
import { trackPaths } from './track-place.ts'

let root: string
let library: Library
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-place-'))
  library = openLibrary(root)
  library.db.exec(`
    INSERT INTO folder (id, path, added_at, away_since) VALUES (1, '/music', 0, NULL), (2, '/drive', 0, 5);
    INSERT INTO track (id, identity, title, added_at)
    VALUES (5, x'05', 'copied', 0), (6, x'06', 'gone', 0), (7, x'07', 'unplugged', 0), (8, x'08', 'nowhere', 0);
    INSERT INTO file (folder_id, path, path_text, track_id, missing_since, modified_at)
    VALUES (1, x'61', 'gone.mp3', 5, 9, 30), (1, x'62', 'here.mp3', 5, NULL, 10),
           (1, x'63', 'new.mp3', 5, NULL, 20), (2, x'64', 'away.mp3', 5, NULL, 40),
           (1, x'65', 'earlier.mp3', 6, 7, 10), (1, x'66', 'later.mp3', 6, 9, 20),
           (2, x'67', 'drive.mp3', 7, NULL, 10)`)
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

test('the file that is there and was changed last comes before others, a missing one before none', () => {
  expect(trackPaths(library.db, [7, 5, 8, 6, 999, 5])).toEqual([
    { trackId: 7, path: join('/drive', 'drive.mp3') },
    { trackId: 5, path: join('/music', 'new.mp3') },
    { trackId: 6, path: join('/music', 'later.mp3') },
    { trackId: 5, path: join('/music', 'new.mp3') },
  ])
})
