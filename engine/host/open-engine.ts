import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { RPCLink, type RPCLinkOptions } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { WebSocket } from 'ws'
import type { contract } from '../../contract/contract.ts'
import { type Problem, problem } from '../../contract/problem.ts'
import { createEngine, type Engine, type EngineOptions } from '../create-engine.ts'
import { makeDataFolder } from './data-folder.ts'
import { errorWords, logEvents, logUncaught, openEngineLog, withLoggedEnds } from './engine-log.ts'
import { createEngineServer } from './engine-server.ts'
import { keepHeapLean } from './lean-heap.ts'
import { type EngineLock, takeEngineLock } from './lock.ts'
import {
  announceRunningEngine,
  findRunningEngine,
  forgetRunningEngine,
  type RunningEngine,
} from './running-engine.ts'
import {
  engineSocket,
  makeSocketFolder,
  removeSocketFolder,
  removeStaleSocketFolder,
} from './socket-folder.ts'

export interface HostOptions extends Omit<EngineOptions, 'socketFolder' | 'log'> {
  /** Of the engine before, which open pages know; unset makes a new one. */
  token?: string | undefined
}

export type EngineClient = ContractRouterClient<typeof contract>

/** An engine of this process, which owns the data folder. */
export interface OwnEngine {
  kind: 'own'
  client: EngineClient
  engine: Engine
  token: string
  socket: string
  /** Tells other hosts where pages are served. */
  announceUrl(url: string): Promise<void>
  close(): Promise<void>
}

/** An engine of another process that has the data folder open. */
export interface AttachedEngine {
  kind: 'attached'
  client: EngineClient
  running: RunningEngine
  /** Its engine has stopped or died; every call is refused from then on. */
  isGone(): boolean
  close(): Promise<void>
}

/** How long another engine may take to begin, to answer or to let go. Milliseconds. */
const PATIENCE_MS = 5_000
const TRY_AGAIN_MS = 100

/**
 * Opens the data folder with an engine of this process, or attaches to the engine that has it open: there is never a
 * second writer. Problems: those of `createEngine`; `library-in-use` when the other engine does not answer.
 */
export async function openEngine(options: HostOptions): Promise<OwnEngine | AttachedEngine> {
  await makeDataFolder(options.dataFolder)
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    const lock = takeEngineLock(options.dataFolder)
    if (lock) return own(options, lock)
    const attached = await attach(options.dataFolder, Math.max(1, giveUpAt - Date.now()))
    if (attached) return attached
    if (Date.now() > giveUpAt) throw await inUse(options.dataFolder)
    await setTimeout(TRY_AGAIN_MS)
  }
}

async function inUse(dataFolder: string): Promise<Problem> {
  const running = await findRunningEngine(dataFolder)
  return problem(
    'library-in-use',
    `Another Naghma${running ? ` (process ${running.pid})` : ''} has this library open and does not answer. Close it, then try again. Library: ${dataFolder}`,
  )
}

async function own(options: HostOptions, lock: EngineLock): Promise<OwnEngine> {
  const { dataFolder } = options
  keepHeapLean()
  const opened = new AsyncDisposableStack()
  opened.defer(() => lock.release())
  try {
    const killed = await findRunningEngine(dataFolder)
    if (killed) await removeStaleSocketFolder(killed.socket)
    const socketFolder = await makeSocketFolder()
    opened.defer(() => removeSocketFolder(socketFolder))
    const log = openEngineLog(dataFolder)
    opened.defer(logUncaught(log))
    log.info(
      `Naghma ${options.version} (${options.host}) opens the library, process ${process.pid}.`,
    )
    const engine = await createEngine({
      ...options,
      startProcess: withLoggedEnds(options.startProcess, log),
      socketFolder,
      log,
    })
    opened.defer(async () => {
      await engine.close()
      log.info('The library is closed.')
    })
    const client = createRouterClient(engine.router)
    void logEvents(await client.engine.events(), log)
    const token = options.token ?? randomBytes(24).toString('base64url')
    const server = createEngineServer({
      engine,
      access: () => ({ token, port: undefined }),
      pages: undefined,
    })
    opened.defer(() => server.close())
    const socket = engineSocket(socketFolder)
    await server.listen(socket)
    const announceUrl = (url: string | null) =>
      announceRunningEngine(dataFolder, {
        pid: process.pid,
        version: options.version,
        socket,
        token,
        url,
      })
    opened.defer(() => forgetRunningEngine(dataFolder))
    await announceUrl(null)
    return {
      kind: 'own',
      engine,
      token,
      socket,
      client,
      announceUrl,
      close: () => opened.disposeAsync(),
    }
  } catch (error) {
    openEngineLog(dataFolder).error(`The library could not be opened: ${errorWords(error)}`)
    await opened.disposeAsync()
    throw error
  }
}

/** `ws` speaks the browser's WebSocket interface, but declares the options of its listeners more narrowly. */
export function asWebSocket(socket: WebSocket): RPCLinkOptions<Record<never, never>>['websocket'] {
  return socket as unknown as globalThis.WebSocket
}

/** A connection to the engine that has the data folder open; undefined when none answers in time. */
async function attach(dataFolder: string, patience: number): Promise<AttachedEngine | undefined> {
  const running = await findRunningEngine(dataFolder)
  if (!running) return undefined
  const socket = new WebSocket(`ws+unix:${running.socket}:/rpc`, {
    headers: { authorization: `Bearer ${running.token}` },
    handshakeTimeout: patience,
  })
  const open = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.on('error', () => resolve(false))
  })
  if (!open) return undefined
  return {
    kind: 'attached',
    running,
    isGone: () => socket.readyState !== WebSocket.OPEN,
    client: createORPCClient(new RPCLink({ websocket: asWebSocket(socket) })),
    close: async () => socket.close(),
  }
}
