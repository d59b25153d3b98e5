import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** What a request must show before the served host answers it. */
export interface Access {
  token: string
  /** The served host's port; undefined on the local socket, where there is no Host to check. */
  port: number | undefined
}

function equal(given: string, token: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(token)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Cookies are shared by all ports of a host, so the name carries the port. */
export function cookieName(port: number): string {
  return `naghma-${port}`
}

function cookieOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name) return value
  }
  return undefined
}

/**
 * Whether the request was sent to this host by name: the Host header names the loopback address and the port (so a
 * foreign name that resolves here, as in DNS rebinding, is refused), and an Origin header, when there is one, is this
 * host's own.
 */
export function isFromHere(headers: IncomingHttpHeaders, port: number | undefined): boolean {
  if (port === undefined) return headers.origin === undefined
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!hosts.includes(headers.host ?? '')) return false
  return headers.origin === undefined || headers.origin === `http://${headers.host}`
}

/** Whether the request carries the token: in the cookie of a page, or in the header of another host of Naghma. */
export function isAuthorised(headers: IncomingHttpHeaders, { token, port }: Access): boolean {
  const header = headers.authorization
  if (header !== undefined) return equal(header, `Bearer ${token}`)
  if (port === undefined) return false
  const cookie = cookieOf(headers, cookieName(port))
  return cookie !== undefined && equal(cookie, token)
}

/** The token in the address a page is first opened with. */
export function tokenInAddress(url: string, token: string): boolean {
  const given = new URL(url, 'http://localhost').searchParams.get('token')
  return given !== null && equal(given, token)
}
