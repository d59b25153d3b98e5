import { type IncomingMessage, request } from 'node:http'
import { mediaHeaders } from '../contract/page-headers.ts'

/** The engine's local socket, as its `ready` message gave it. */
export interface EngineAddress {
  socket: string
  token: string
}

/** Track ids are positive safe integers in decimal, without leading zeros. */
const mediaPath = /^\/track\/([1-9]\d{0,15})\/(audio|artwork)$/

/** Headers of a request that change its answer: parts and freshness. */
const requestHeaders = ['range', 'if-range', 'if-none-match', 'if-modified-since', 'accept']

/** Headers of an answer that the page is given; everything else stays with the engine. */
const responseHeaders = [
  'accept-ranges',
  'cache-control',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
]

/** Answers that carry no body: the Response constructor refuses one. */
const bodiless = new Set([204, 205, 304])

/** The path and query to ask the engine for; undefined for a URL that names no media of a track. */
export function mediaTarget(url: URL): string | undefined {
  const [, id, kind] = mediaPath.exec(url.pathname) ?? []
  if (id === undefined || kind === undefined || !Number.isSafeInteger(Number(id))) return undefined
  const convert = kind === 'audio' && url.searchParams.get('convert') === '1'
  return `/track/${id}/${kind}${convert ? '?convert=1' : ''}`
}

function picked(names: readonly string[], get: (name: string) => string | null | undefined) {
  const headers: Record<string, string> = {}
  for (const name of names) {
    const value = get(name)
    if (typeof value === 'string') headers[name] = value
  }
  return headers
}

/** Pulled chunk by chunk; a reader that cancels closes the connection. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => void incoming.destroy(),
  })
}

function toResponse(incoming: IncomingMessage, method: string): Response {
  const status = incoming.statusCode ?? 502
  const headers = {
    ...picked(responseHeaders, (name) => incoming.headers[name]?.toString()),
    ...mediaHeaders,
  }
  if (method === 'HEAD' || bodiless.has(status)) {
    incoming.resume()
    return new Response(null, { status, headers })
  }
  return new Response(bodyOf(incoming), { status, headers })
}

/**
 * Asks the engine over its local socket and streams the answer: nothing is held but one chunk, and a page that stops
 * reading, or aborts, ends the engine's work on it. 503 when the engine cannot be reached.
 */
export function fetchFromEngine(
  { socket, token }: EngineAddress,
  target: string,
  { method, headers, signal }: Request,
): Promise<Response> {
  return new Promise((resolve) => {
    const outgoing = request({
      socketPath: socket,
      path: target,
      method,
      signal,
      headers: {
        ...picked(requestHeaders, (name) => headers.get(name)),
        host: 'localhost',
        authorization: `Bearer ${token}`,
      },
    })
    outgoing.once('response', (incoming) => resolve(toResponse(incoming, method)))
    outgoing.once('error', () =>
      resolve(new Response(null, { status: 503, headers: mediaHeaders })),
    )
    outgoing.end()
  })
}
