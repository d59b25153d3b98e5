import { isProblem, type Problem, type ProblemCode, problem } from '../../contract/problem.ts'

const codes: Readonly<Record<string, { code: ProblemCode; reason: string }>> = {
  ENOENT: { code: 'not-found', reason: 'it is not there' },
  ENOTDIR: { code: 'not-found', reason: 'it is not there' },
  EACCES: { code: 'permission-denied', reason: 'it may not be opened' },
  EPERM: { code: 'permission-denied', reason: 'it may not be opened' },
  EROFS: { code: 'permission-denied', reason: 'the disk is read-only' },
  ENOSPC: { code: 'disk-full', reason: 'the disk is full; free some space and try again' },
  EDQUOT: { code: 'disk-full', reason: 'the disk quota is used up; free some space and try again' },
}

/** The problem that a failed file operation on `path` stands for; a problem is passed through. */
export function fileProblem(error: unknown, path: string): Problem {
  if (isProblem(error)) return error
  const errno = error instanceof Error && 'code' in error ? String(error.code) : ''
  const { code, reason } = codes[errno] ?? {
    code: 'io-error' as const,
    reason: error instanceof Error ? error.message : String(error),
  }
  return problem(code, `${path}: ${reason}.`, { cause: error })
}
