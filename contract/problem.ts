/** Every code a problem may carry; the page and the command line translate codes, never messages. */
export const problemCodes = [
  'not-found',
  'invalid-input',
  'io-error',
  'permission-denied',
  'disk-full',
  'folder-missing',
  'folder-overlaps',
  'file-missing',
  'file-empty',
  'unrecognised-format',
  'decode-failed',
  'no-audio',
  'too-short',
  'damaged',
  'tags-unreadable',
  'timed-out',
  'process-died',
  'quarantined',
  'no-model',
  'licence-needed',
  'download-failed',
  'download-mismatch',
  'checkpoint-unreadable',
  'checkpoint-truncated',
  'checkpoint-unsafe',
  'checkpoint-mismatch',
  'encoder-failed',
  'head-broken',
  'head-newer',
  'embeddings-newer',
  'pack-broken',
  'pack-newer',
  'too-few-examples',
  'device-failed',
  'not-analysed',
  'no-melody',
  'library-newer',
  'library-damaged',
  'library-in-use',
  'cancelled',
  'unauthorised',
  'engine-gone',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** An error a user may see: a code to translate, words that say what happened and what to do. */
export interface Problem extends Error {
  readonly code: ProblemCode
  /** The input field at fault, when the problem is about input. */
  readonly field?: string
}

export function problem(
  code: ProblemCode,
  message: string,
  options: { field?: string; cause?: unknown } = {},
): Problem {
  const error = new Error(message, options.cause === undefined ? {} : { cause: options.cause })
  error.name = 'Problem'
  return Object.assign(error, { code, ...(options.field ? { field: options.field } : {}) })
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && 'code' in error && problemCodes.some((c) => c === error.code)
}
