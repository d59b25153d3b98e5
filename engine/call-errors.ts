import { ORPCError } from '@orpc/server'
import { isProblem, type ProblemCode } from '../contract/problem.ts'
import { libraryProblem } from './library/library-problem.ts'

interface Issue {
  message: string
  path?: ReadonlyArray<PropertyKey | { key: PropertyKey }>
}

/** The issues of a failed input validation; undefined for any other error. */
function inputIssues(error: ORPCError<string, unknown>): readonly Issue[] | undefined {
  const data = error.data
  if (error.code !== 'BAD_REQUEST' || typeof data !== 'object' || data === null) return undefined
  return 'issues' in data && Array.isArray(data.issues) ? data.issues : undefined
}

function fieldOf(issue: Issue): string {
  return (issue.path ?? [])
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .join('.')
}

function callError(code: ProblemCode, message: string, field?: string): ORPCError<string, unknown> {
  return new ORPCError<string, unknown>(code, { message, data: field ? { field } : {} })
}

/**
 * What a caller of the contract is told: a problem's code, words and field; `invalid-input` with the field when
 * validation failed; anything else stays as it is.
 */
export function toCallError(error: unknown): unknown {
  if (isProblem(error)) return callError(error.code, error.message, error.field)
  const known = libraryProblem(error)
  if (known) return callError(known.code, known.message)
  if (!(error instanceof ORPCError)) return error
  const issue = inputIssues(error)?.[0]
  if (!issue) return error
  const field = fieldOf(issue)
  return callError('invalid-input', field ? `${field}: ${issue.message}` : issue.message, field)
}
