import { type Problem, type ProblemCode, problem } from '../../contract/problem.ts'
import { sqliteCode } from '../../native/sqlite.ts'

const words: readonly (readonly [prefix: string, code: ProblemCode, message: string])[] = [
  [
    'SQLITE_FULL',
    'disk-full',
    'The disk that holds the library is full. Nothing that was saved is lost; free some space and try again.',
  ],
  ['SQLITE_CORRUPT', 'library-damaged', 'The library file is damaged. It has been left as it is.'],
  [
    'SQLITE_NOTADB',
    'library-damaged',
    'library.sqlite is not a library file. It has been left as it is.',
  ],
  ['SQLITE_BUSY', 'library-in-use', 'Another program holds the library. Close it and try again.'],
  ['SQLITE_LOCKED', 'library-in-use', 'Another program holds the library. Close it and try again.'],
  [
    'SQLITE_READONLY',
    'permission-denied',
    'The library may not be written to. Check the permissions of the data folder.',
  ],
  [
    'SQLITE_PERM',
    'permission-denied',
    'The library may not be opened. Check the permissions of the data folder.',
  ],
  [
    'SQLITE_CANTOPEN',
    'io-error',
    'The library cannot be opened. Check that the data folder exists and may be written to.',
  ],
  [
    'SQLITE_IOERR',
    'io-error',
    'The disk that holds the library reports an error. Check the disk; what was saved before is kept.',
  ],
]

/**
 * What an error of the database means to a user. Anything that is not an SQLite error of a kind a
 * user can act on comes back as null.
 */
export function libraryProblem(error: unknown): Problem | null {
  const code = sqliteCode(error)
  if (code === null) return null
  const known = words.find(([prefix]) => code.startsWith(prefix))
  return known ? problem(known[1], known[2], { cause: error }) : null
}

/** Runs `work`, turning database errors a user can act on into problems. */
export function withLibraryProblems<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw libraryProblem(error) ?? error
  }
}
