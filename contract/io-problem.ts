import { type Problem, type ProblemCode, problem } from './problem.ts'

const wordsOf: { [errno: string]: { code: ProblemCode; words: string } } = {
  ENOSPC: { code: 'disk-full', words: 'the disk is full; free some space and try again' },
  EDQUOT: { code: 'disk-full', words: 'your disk quota is used up; free some space and try again' },
  EACCES: { code: 'permission-denied', words: 'Naghma has no permission' },
  EPERM: { code: 'permission-denied', words: 'Naghma has no permission' },
  EFBIG: {
    code: 'io-error',
    words:
      'the file is larger than this disk or your limit allows; disks formatted as FAT hold files up to 4 GB, as exFAT larger ones',
  },
  EROFS: { code: 'permission-denied', words: 'the disk is read-only' },
  ENOENT: { code: 'not-found', words: 'it does not exist' },
  ENOTDIR: { code: 'not-found', words: 'it does not exist' },
}

/** The problem behind a failed file operation. `what` begins the sentence: "The playlist could not be written". */
export function ioProblem(error: unknown, what: string, field?: string): Problem {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = wordsOf[errno]
  const words = known?.words ?? (error instanceof Error ? error.message : String(error))
  return problem(known?.code ?? 'io-error', `${what}: ${words}.`, {
    cause: error,
    ...(field ? { field } : {}),
  })
}
