import { ORPCError } from '@orpc/client'
import { isProblem } from '../../contract/problem.ts'
import type { EngineClient } from '../host/open-engine.ts'

/** Documented in `naghma --help` and docs/command-line.md. */
export const exitCode = { done: 0, failed: 1, usage: 2, withProblems: 3, interrupted: 130 } as const

export interface GlobalOptions {
  data?: string
  json?: boolean
}

/** What a command works with that needs no library. */
export interface Output {
  json: boolean
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  signal: AbortSignal
  /** Prints one result: as JSON with --json, else as the words given. */
  print(result: object, words: string): void
}

/** What a command works with. */
export interface Context extends Output {
  client: EngineClient
}

/** The code and words of anything that was thrown. */
export function describeError(error: unknown): { code: string; message: string; field?: string } {
  if (isProblem(error)) return { code: error.code, message: error.message }
  if (error instanceof ORPCError) {
    const data: unknown = error.data
    const field =
      typeof data === 'object' && data !== null && 'field' in data ? String(data.field) : undefined
    return { code: error.code, message: error.message, ...(field ? { field } : {}) }
  }
  return { code: 'failed', message: error instanceof Error ? error.message : String(error) }
}
