import type { Readable } from 'node:stream'
import { type Dispatcher, EnvHttpProxyAgent, ProxyAgent, request } from 'undici'
import { problem } from '../../contract/problem.ts'

const MAX_REDIRECTS = 5
const redirects = new Set([301, 302, 303, 307, 308])

/** What a server answered at the end of its redirects; the body is not read yet. */
export interface Answer {
  status: number
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  body: Readable
  /** Who answered, for words. */
  host: string
  /** What Hugging Face said of the file before it passed the request on to where the bytes are. */
  linked: { sha256: string | null; bytes: number | null }
}

/**
 * How requests reach the network: through `proxy`, an http or https address with or without `user:password@`, or, when
 * it is null, as the environment says (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`). Destroy it when done.
 * Problem: `download-failed` for a proxy address that is none.
 */
export function openDispatcher(proxy: string | null): Dispatcher {
  // A tunnel is for https; many proxies allow none to a plain http server.
  const options = { proxyTunnel: false }
  try {
    return proxy === null
      ? new EnvHttpProxyAgent(options)
      : new ProxyAgent({ uri: proxy, ...options })
  } catch (cause) {
    throw problem(
      'download-failed',
      `The address of the proxy cannot be used${proxy === null ? '; it is in the environment variable HTTPS_PROXY or HTTP_PROXY' : `: ${proxy}`}. Correct it and start the download again.`,
      { cause },
    )
  }
}

/**
 * Where a redirect from `from` leads. Problem: `download-failed` where it may not be followed: to anything but http and
 * https, or from an encrypted connection to a plain one.
 */
export function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined
  if (!to || !['http:', 'https:'].includes(to.protocol))
    throw problem(
      'download-failed',
      `${from.host} sends the download on to "${location}", which is no web address. Check the mirror in the settings.`,
    )
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw problem(
      'download-failed',
      `${from.host} sends the download on to ${to.host} without encryption. That is not followed; check the mirror in the settings.`,
    )
  return to
}

function sha256Of(etag: string | undefined): string | null {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(etag ?? '')?.[1] ?? null
}

/**
 * The digest and the size that Hugging Face gives with its own answer, which for a large file is a redirect. The etag
 * of the server redirected to is that server's own business, and may look like a digest without being one.
 */
function linkedFile(header: Answer['header']): Answer['linked'] {
  const size = header('x-linked-size')
  const ownEtag = header('x-repo-commit') === undefined ? undefined : header('etag')
  return {
    sha256: sha256Of(header('x-linked-etag') ?? ownEtag),
    bytes: size !== undefined && /^\d+$/.test(size) ? Number(size) : null,
  }
}

/**
 * Asks for `url` and follows at most five redirects, sending the same headers each time. Rejects with what undici
 * throws when there is no connection. Problem: `download-failed` for redirects that are not followed.
 */
export async function ask(
  url: string,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  let address = new URL(url)
  let linked: Answer['linked'] = { sha256: null, bytes: null }
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const {
      statusCode,
      headers: given,
      body,
    } = await request(address, {
      dispatcher,
      signal,
      headers: { 'user-agent': 'Naghma', 'accept-encoding': 'identity', ...headers },
    })
    const header: Answer['header'] = (name) => {
      const value = given[name]
      return Array.isArray(value) ? value[0] : value
    }
    const here = linkedFile(header)
    linked = { sha256: linked.sha256 ?? here.sha256, bytes: linked.bytes ?? here.bytes }
    const location = header('location')
    if (!redirects.has(statusCode) || location === undefined)
      return { status: statusCode, header, body, host: address.host, linked }
    await body.dump()
    address = redirected(address, location)
  }
  throw problem(
    'download-failed',
    `${new URL(url).host} sends the download on and on, more than ${MAX_REDIRECTS} times. Try again later, or set another mirror.`,
  )
}
