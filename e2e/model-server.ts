import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { Transform } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

export interface ModelServer {
  /** What to set as the mirror. */
  mirror: string
  /** Bytes of weights that were sent so far, over all answers. */
  sent(): number
  /** Breaks every connection and refuses new ones, as a server does that goes away. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

export interface ModelServerOptions {
  /** Bytes of weights a second; as fast as can be when absent. */
  rate?: number
  /** The first answer breaks off after so many bytes. */
  breakAfter?: number
}

/** Serves a checkpoint's folder as the origin of models does, with ranges, on this machine only. */
export async function serveModel(
  folder: string,
  { rate, breakAfter }: ModelServerOptions = {},
): Promise<ModelServer> {
  let sent = 0
  let broken = breakAfter === undefined

  function paced(response: ServerResponse): Transform {
    let left = broken ? Number.POSITIVE_INFINITY : (breakAfter ?? 0)
    broken = true
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        sent += chunk.length
        left -= chunk.length
        if (left < 0) return void response.destroy()
        if (rate === undefined) done(null, chunk)
        else void setTimeout((1000 * chunk.length) / rate).then(() => done(null, chunk))
      },
    })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = basename(request.url ?? '')
    const file = join(folder, name)
    const info = await stat(file).catch(() => undefined)
    if (!info?.isFile() || !request.url?.startsWith('/mirror/'))
      return void response.writeHead(404).end()
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const headers = {
      'content-type': 'application/octet-stream',
      'content-length': info.size - from,
      etag: `"${info.size}"`,
      'accept-ranges': 'bytes',
    }
    if (from > 0)
      response.writeHead(206, {
        ...headers,
        'content-range': `bytes ${from}-${info.size - 1}/${info.size}`,
      })
    else response.writeHead(200, headers)
    const content = createReadStream(file, { start: from })
    if (name.endsWith('.json')) content.pipe(response)
    else content.pipe(paced(response)).pipe(response)
  }

  const server = createServer((request, response) => {
    response.on('error', () => {})
    void answer(request, response)
  })
  let port = 0
  const listen = () =>
    new Promise<void>((resolve) =>
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port
        resolve()
      }),
    )
  await listen()
  return {
    mirror: `http://127.0.0.1:${port}/mirror`,
    sent: () => sent,
    goAway: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    comeBack: listen,
  }
}
