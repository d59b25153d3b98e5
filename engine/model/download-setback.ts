import { problem } from '../../contract/problem.ts'
import type { Answer } from './server-answer.ts'

/** Why a try came to nothing that may go better the next time. */
export interface Setback {
  /** A whole sentence. */
  words: string
  /** Milliseconds to wait, where the server says so or no wait is needed; null for the usual. */
  waitMs: number | null
}

const connectionWords: { [code: string]: (host: string) => string } = {
  ENOTFOUND: (host) => `${host} was not found. Is this computer online?`,
  EAI_AGAIN: (host) => `${host} was not found. Is this computer online?`,
  ENETUNREACH: (host) => `There is no way to ${host}. Is this computer online?`,
  EHOSTUNREACH: (host) => `There is no way to ${host}. Is this computer online?`,
  ECONNREFUSED: (host) => `The connection to ${host} was refused.`,
  ETIMEDOUT: (host) => `${host} does not answer.`,
  UND_ERR_CONNECT_TIMEOUT: (host) => `${host} does not answer.`,
}

const untrusted = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The same for a proxy that says so itself and one that refuses the tunnel. */
function proxyWantsLogin(): Error {
  return problem(
    'download-failed',
    'The proxy asks for a login. Write it into its address in the settings: http://name:password@proxy:port.',
  )
}

/**
 * What a failed connection to `host` means. An error that is none of the network's is thrown as it is. Problem:
 * `download-failed` where trying again is no use: a certificate that is not trusted, a proxy that asks for a login.
 */
export function connectionSetback(error: unknown, host: string): Setback {
  if (!(error instanceof Error) || !('code' in error)) throw error
  const code = String(error.code)
  if (untrusted.has(code))
    throw problem(
      'download-failed',
      `The certificate of ${host} is not trusted (${code}). Either this network looks into connections, or the computer's clock is wrong. Nothing was downloaded from it.`,
      { cause: error },
    )
  if (/^Proxy .*\(407\)/.test(error.message)) throw proxyWantsLogin()
  return {
    words: connectionWords[code]?.(host) ?? `The connection to ${host} broke.`,
    waitMs: null,
  }
}

/** Milliseconds that a server asks to be left alone for, at most `longest`. */
function retryAfter(value: string | undefined, longest: number): number | null {
  if (value === undefined) return null
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), longest)
}

function byHand(host: string, status: number): Error {
  return problem(
    'download-failed',
    `${host} does not give the file away (${status}): it asks for a login, or this network blocks it. Download the files in a browser, put them into one folder, and choose that folder as the model.`,
  )
}

/** The web page that came instead of a file. */
export function webPageProblem(host: string): Error {
  return problem(
    'download-mismatch',
    `${host} answered with a web page instead of the file. Either this network wants you to log in first (open any page in a browser), or the mirror in the settings is none.`,
  )
}

/**
 * What is wrong with an answer by its status; null for one that brings bytes (200, 206) or cannot continue (416).
 * Problems: `not-found`; `download-failed` for one that asks for a login, or of any other kind that stays; and
 * `download-mismatch` for the login page of a network.
 */
export function statusSetback(answer: Answer, longestWaitMs: number): Setback | null {
  const { status, host } = answer
  if (status === 200 || status === 206 || status === 416) return null
  if (status === 404 || status === 410)
    throw problem('not-found', `${host} does not have the file (${status}).`)
  if (status === 401 || status === 403) throw byHand(host, status)
  if (status === 407) throw proxyWantsLogin()
  if (status === 511) throw webPageProblem(host)
  if (status < 500 && status !== 408 && status !== 429)
    throw problem(
      'download-failed',
      `${host} answers with ${status} instead of the file. Try again later, or set another mirror.`,
    )
  return {
    words: status === 429 ? `${host} asks to wait.` : `${host} is in trouble (${status}).`,
    waitMs: retryAfter(answer.header('retry-after'), longestWaitMs),
  }
}
