import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from './database.ts'
import {
  attemptsOf,
  beginAttempt,
  clearProblems,
  endAttempt,
  listProblems,
  type NewProblem,
  recordProblem,
  retryProblems,
} from './problems.ts'

let root: string
let library: Library
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-problems-'))
  library = openLibrary(root)
  library.db.exec(`
    INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0);
    INSERT INTO track (id, identity, title, added_at) VALUES (5, x'05', 'five', 0);
    INSERT INTO file (id, folder_id, path, path_text, size, modified_at) VALUES (7, 1, x'37', '7', 10, 20)`)
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

const page = { offset: 0, limit: 10 }
const ofTrack: NewProblem = {
  fileId: null,
  trackId: 5,
  path: '/music/5',
  stage: 'decode',
  code: 'decode-failed',
  message: 'Bad.',
  attempts: 1,
}
const ofFile: NewProblem = { ...ofTrack, fileId: 7, trackId: null, path: '/music/7', stage: 'tags' }
const ofFolder: NewProblem = {
  ...ofTrack,
  trackId: null,
  folderId: 1,
  path: '/music/closed',
  stage: 'scan',
  code: 'permission-denied',
}

test('a problem of the same thing at the same stage replaces the one before', () => {
  recordProblem(library.db, ofTrack)
  recordProblem(library.db, { ...ofTrack, message: 'Worse.', attempts: 2 })
  recordProblem(library.db, ofFile)
  recordProblem(library.db, ofFolder)
  recordProblem(library.db, { ...ofFolder, path: '/music/other' })
  const { total, rows } = listProblems(library.db, page)
  expect(total).toBe(4)
  expect(rows.filter(({ trackId }) => trackId === 5)).toMatchObject([
    { message: 'Worse.', attempts: 2 },
  ])
  clearProblems(library.db, 5, ['decode', 'sound'])
  expect(listProblems(library.db, page).total).toBe(3)
})

test('a retry forgets problems and attempts and says what to do again', () => {
  for (const problem of [ofTrack, ofFile, ofFolder]) recordProblem(library.db, problem)
  beginAttempt(library.db, 'tags', 7)
  const [first] = listProblems(library.db, page).rows.filter(({ fileId }) => fileId === 7)
  expect(retryProblems(library.db, [first?.id ?? 0, 12345])).toEqual({
    retried: 1,
    folderIds: [1],
    trackIds: [],
  })
  expect(attemptsOf(library.db, 'tags', 7)).toBe(0)
  expect(library.db.prepare('SELECT size FROM file WHERE id = 7').pluck().get()).toBeNull()
  expect(retryProblems(library.db)).toEqual({ retried: 2, folderIds: [1], trackIds: [5] })
  expect(listProblems(library.db, page)).toEqual({ total: 0, rows: [] })
})

test('attempts are counted before they are made, until two have no end', () => {
  expect(beginAttempt(library.db, 'sound', 5)).toBe(0)
  expect(beginAttempt(library.db, 'sound', 5)).toBe(1)
  expect(beginAttempt(library.db, 'sound', 5)).toBe(2)
  expect(attemptsOf(library.db, 'sound', 5)).toBe(2)
  endAttempt(library.db, 'sound', 5)
  expect(beginAttempt(library.db, 'sound', 5)).toBe(0)
})
