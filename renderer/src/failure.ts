import type { ProblemCode } from '../../contract/problem.ts'
import { en } from './locales/en/words.ts'
import { i18n } from './locales/i18n.ts'
import { toast } from './ui/toast.tsx'

export interface Failure {
  code: ProblemCode | null
  /** Short words for the code, in the user's language. */
  title: string
  /** The engine's own words about this case. */
  detail: string
}

/** What went wrong in a call, in words. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const code = codeOf(error)
  const title = code ? i18n.t(`problemCode.${code}`) : i18n.t('failure.unknown')
  return { code, title, detail: message }
}

/** Says a failure once, for actions that have no place of their own to say it. */
export function tellFailure(error: unknown) {
  const { title, detail } = failureOf(error)
  toast({ title, detail, tone: 'bad' })
}

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(en.problemCode, code)
}

function codeOf(error: unknown): ProblemCode | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && isProblemCode(error.code)) return error.code
  if ('data' in error) return codeOf(error.data)
  return null
}
