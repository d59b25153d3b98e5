import { RPCLink } from '@orpc/client/websocket'
import { RefusedError, type Transport } from './connection.ts'

const openWithin = 5000

/** Opens a WebSocket to the host that served this page; its session cookie says who we are. */
export async function openWebSocket(): Promise<Transport> {
  const url = new URL('/rpc', location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  const closed = Promise.withResolvers<void>()
  socket.addEventListener('close', () => closed.resolve())
  try {
    await opened(socket)
  } catch (error) {
    socket.close()
    if (await isRefused()) throw new RefusedError('The host does not know this page.')
    throw error
  }
  return {
    link: new RPCLink({ websocket: socket }),
    closed: closed.promise,
    close() {
      closed.resolve()
      socket.close()
    },
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('The host did not answer in time.')),
      openWithin,
    )
    socket.addEventListener('open', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.addEventListener('close', () => {
      clearTimeout(timer)
      reject(new Error('The host closed the connection.'))
    })
  })
}

/** A failed WebSocket does not tell why; a plain request for the page does. */
async function isRefused(): Promise<boolean> {
  try {
    const response = await fetch('/', {
      method: 'HEAD',
      cache: 'no-store',
      signal: AbortSignal.timeout(openWithin),
    })
    return response.status === 401 || response.status === 403
  } catch {
    return false
  }
}
