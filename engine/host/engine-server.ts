import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { mediaHeaders, pageHeaders } from '../../contract/page-headers.ts'
import { problem } from '../../contract/problem.ts'
import type { Engine } from '../create-engine.ts'
import { type Access, cookieName, isAuthorised, isFromHere, tokenInAddress } from './access.ts'
import { sendResponse, toRequest } from './node-http.ts'
import { pageResponse } from './page-files.ts'

export interface EngineServerParts {
  engine: Engine
  access: () => Access
  /** Folder of the built page, with a trailing slash; undefined on the local socket. */
  pages: URL | undefined
  /** Called when the number of connected pages or scripts changed. */
  onConnections?(count: number): void
}

export interface EngineServer {
  /**
   * Listens on the path of a socket, or on a port of the loopback address (0 takes a free one); answers the port.
   * Problem: `io-error` when the port is taken.
   */
  listen(where: string | number): Promise<number>
  /** Ends every connection: pages are told, and those that do not answer are cut off. */
  close(): Promise<void>
}

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024
/** A page has this long to take its last messages. Milliseconds. */
const GOODBYE_MS = 500
/** WebSocket close code: the endpoint is going away (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001

/**
 * The engine over HTTP: the page's files, audio and artwork by track id, and the contract over a WebSocket at `/rpc`.
 * The same server listens on the loopback address for browsers and on the local socket for other hosts of Naghma.
 */
export function createEngineServer(parts: EngineServerParts): EngineServer {
  const { engine, access, pages } = parts
  const handler = new RPCHandler(engine.router)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })

  async function respond(incoming: IncomingMessage): Promise<Response> {
    const { token, port } = access()
    const url = incoming.url ?? '/'
    const path = url.split('?', 1)[0] ?? '/'
    if (!isFromHere(incoming.headers, port)) return refusal(403)
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return refusal(405)
    if (port !== undefined && path === '/' && tokenInAddress(url, token))
      return new Response(null, {
        status: 303,
        headers: {
          Location: '/',
          'Set-Cookie': `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`,
        },
      })
    if (!isAuthorised(incoming.headers, { token, port })) return refusal(401)
    if (path.startsWith('/track/')) return engine.fetch(toRequest(incoming))
    return pages ? pageResponse(pages, path) : refusal(404)
  }

  const server = createServer((incoming, outgoing) => {
    respond(incoming)
      .catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
        return refusal(500)
      })
      .then((response) => {
        const media = incoming.url?.startsWith('/track/')
        for (const [name, value] of Object.entries(media ? mediaHeaders : pageHeaders))
          response.headers.set(name, value)
        return sendResponse(outgoing, response)
      })
      .catch(() => outgoing.destroy())
  })

  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { port } = access()
    const path = (incoming.url ?? '').split('?', 1)[0]
    const allowed =
      path === '/rpc' &&
      isFromHere(incoming.headers, port) &&
      (port === undefined || incoming.headers.origin !== undefined) &&
      isAuthorised(incoming.headers, access())
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(incoming, socket, head, (webSocket: WebSocket) => {
      parts.onConnections?.(sockets.clients.size)
      webSocket.on('close', () => parts.onConnections?.(sockets.clients.size))
      webSocket.on('error', () => webSocket.terminate())
      void handler.upgrade(webSocket)
    })
  })

  function listen(where: string | number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', (cause) =>
        reject(
          problem(
            'io-error',
            typeof where === 'number'
              ? `Port ${where} on this machine cannot be used (${cause.message}). Choose another with --port.`
              : `The local socket could not be made: ${cause.message}.`,
            { cause },
          ),
        ),
      )
      server.listen(typeof where === 'number' ? { port: where, host: '127.0.0.1' } : where, () => {
        const address = server.address() as AddressInfo | string
        resolve(typeof address === 'string' ? 0 : address.port)
      })
    })
  }

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const client of sockets.clients) client.close(GOING_AWAY)
    const cut = setTimeout(() => {
      for (const client of sockets.clients) client.terminate()
    }, GOODBYE_MS)
    server.closeAllConnections()
    await closed
    clearTimeout(cut)
  }

  return { listen, close }
}

const words: { [status: number]: string } = {
  401: 'Open Naghma through the address it printed when it started; this address lacks the token.',
  403: 'Naghma answers only requests from its own page on this machine.',
  404: 'There is nothing here.',
  405: 'Naghma only answers GET here.',
  500: 'Naghma could not answer this; see its log.',
}

function refusal(status: number): Response {
  return new Response(words[status] ?? '', {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
