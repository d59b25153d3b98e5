import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, type Problem } from '../../contract/problem.ts'

/** The problem that a failed file operation on `path` stands for; a problem is passed through. */
export function fileProblem(error: unknown, path: string): Problem {
  return isProblem(error) ? error : ioProblem(error, `"${path}" cannot be used`)
}
