import { type ChildProcess, fork } from 'node:child_process'
import { type MessagePort, Worker } from 'node:worker_threads'
import type { Expendable, Port } from './port.ts'

/** How a process or thread ended, in words a problem row can show. */
function exitWords(
  what: string,
  code: number | null,
  signal: string | null,
  stderr: string,
): string {
  const how = signal ? `was ended by ${signal}` : `stopped with exit code ${code ?? 'unknown'}`
  const lines = stderr.trim().split('\n')
  const last = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1)
  return `The ${what} ${how}.${last ? ` Its last words: ${last.slice(0, 300)}` : ''}`
}

/** What a dead process had written may still be in its pipe. Milliseconds. */
const LAST_WORDS_MS = 200

/** Starts a Node process with an IPC channel (structured clone) and below-normal priority set by itself. */
export function startNodeProcess(
  what: string,
  entry: URL,
  environment: Readonly<Record<string, string>> = {},
): Expendable {
  const child: ChildProcess = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, ...environment },
  })
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-4_000)
  })
  const closeListeners: Array<(reason: string) => void> = []
  let closed: string | undefined
  const close = (reason: string) => {
    if (closed !== undefined) return
    closed = reason
    for (const listener of closeListeners) listener(reason)
  }
  child.once('exit', (code, signal) => {
    const end = () => close(exitWords(what, code, signal, stderr))
    child.once('close', end)
    setTimeout(end, LAST_WORDS_MS)
  })
  child.on('error', (error) => close(`The ${what} could not be started: ${error.message}`))
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message as object, () => {})
    },
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) =>
      closed === undefined ? void closeListeners.push(listener) : listener(closed),
    kill: () => void child.kill('SIGKILL'),
  }
}

/** Starts a worker thread; ends it with `kill`, whatever it is doing. */
export function startThread(what: string, entry: URL, workerData?: unknown): Expendable {
  const worker = new Worker(entry, { workerData, stderr: true })
  let stderr = ''
  worker.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-4_000)
  })
  const closeListeners: Array<(reason: string) => void> = []
  let lastError = ''
  worker.on('error', (error) => {
    lastError = error instanceof Error ? error.message : String(error)
  })
  worker.once('exit', (code) => {
    const reason = exitWords(what, code, null, lastError || stderr)
    for (const listener of closeListeners) listener(reason)
  })
  return {
    pid: undefined,
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => void worker.on('message', listener),
    onClose: (listener) => void closeListeners.push(listener),
    kill: () => void worker.terminate(),
  }
}

/** The port of a worker thread to whoever started it. */
export function threadPort(port: MessagePort): Port {
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', () => listener('The other end closed.')),
  }
}
