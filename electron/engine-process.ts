import {
  type EngineToShell,
  isEngineToShell,
  type ProcessKind,
  type ShellToEngine,
  type ShellToProcess,
  type Work,
} from '../contract/shell-messages.ts'
import type { EngineAddress } from './track-media.ts'

/** A process the shell forked: the part of Electron's `UtilityProcess` that is used. */
export interface Child<Port> {
  /** Messages sent before the process listens are kept for it. */
  send(message: ShellToEngine | ShellToProcess, ports?: Port[]): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number) => void): void
  kill(): void
}

export interface EngineOptions<Port> {
  fork(kind: 'engine' | ProcessKind): Child<Port>
  createChannel(): { port1: Port; port2: Port }
  /** What each new engine is asked to open. */
  open: Extract<ShellToEngine, { type: 'open' }>
  /** A new engine answers. */
  onReady(): void
  /** An engine died unasked, and another one starts after the back-off; or it ended so that the next opens the library anew. */
  onGone(message: string): void
  /** There will be no other engine: it refused its library, or died too often. */
  onFailed(message: string): void
  /** The engine tells what it works on. */
  onWork(work: Work): void
  /** The user asked, through the engine, to see a file in its folder. */
  onShowFile(path: string): void
  /** The user asked, through the engine, for everything to stop. */
  onQuit(): void
  /** A media or inference process ended; the engine starts another when it needs one. */
  onProcessEnd?(kind: ProcessKind, code: number): void
  /** Replaces `restartDelay`. */
  delay?: (deaths: number) => number | undefined
}

export interface EngineProcess<Port> {
  /** Where the engine listens; undefined while none is ready. */
  address(): EngineAddress | undefined
  /** False, and the port is not used, while no engine is ready. */
  connectPage(port: Port): boolean
  /** The files of tracks that are there; none while no engine is ready, or when it ends before it answers. */
  findFiles(trackIds: number[]): Promise<string[]>
  /** What the makers should know; undefined while no engine answers. */
  makeReport(): Promise<string | undefined>
  /** Nobody is told while no engine is ready. */
  tellUse(use: { idleSeconds: number; onBattery: boolean }): void
  /** Asks the engine to finish, and after the grace time ends it; its processes with it. */
  stop(graceMs?: number): Promise<void>
}

type Answer = Extract<EngineToShell, { type: 'files-found' | 'report-made' }>

/** An engine that has not answered by then hangs. Milliseconds. */
const ANSWER_WITHIN_MS = 10_000
/** An engine that lived this long was well: its death starts a new count. */
const WELL_AFTER_MS = 60_000

/**
 * Milliseconds to wait before the engine is started again after so many deaths in a row: 250 ms, doubling; undefined
 * from the sixth death on, when another start would only repeat the last.
 */
export function restartDelay(deaths: number): number | undefined {
  return deaths > 5 ? undefined : 250 * 2 ** (deaths - 1)
}

/** Deaths in a row, this one included. */
export function deathsInARow(before: number, livedMs: number): number {
  return livedMs >= WELL_AFTER_MS ? 1 : before + 1
}

/**
 * Keeps one engine process running, starts its media and inference processes when it asks, and lets none of them
 * outlive it. The shell never reads what goes through the ports.
 */
export function startEngine<Port>(options: EngineOptions<Port>): EngineProcess<Port> {
  const { fork, createChannel, open, delay = restartDelay } = options
  const processes = new Map<number, Child<Port>>()
  const questions = new Map<number, (answer: Answer | undefined) => void>()
  let lastQuestion = 0
  let engine: Child<Port> | undefined
  let address: EngineAddress | undefined
  let restart: NodeJS.Timeout | undefined
  let deaths = 0
  let refusal: string | undefined
  let reopening = false
  let stopped: Promise<void> | undefined
  let confirmStopped = () => {}

  function startProcess(to: Child<Port>, id: number, kind: ProcessKind): void {
    if (processes.has(id)) return
    const child = fork(kind)
    const { port1, port2 } = createChannel()
    processes.set(id, child)
    child.onExit((code) => {
      if (processes.get(id) === child) processes.delete(id)
      options.onProcessEnd?.(kind, code)
      if (to === engine) to.send({ type: 'process-exited', id, code })
    })
    child.send({ type: 'engine-port' }, [port2])
    to.send({ type: 'process-started', id }, [port1])
  }

  function receive(from: Child<Port>, message: EngineToShell): void {
    switch (message.type) {
      case 'ready':
        address = { socket: message.socket, token: message.token }
        options.onReady()
        break
      case 'failed':
        refusal = message.message
        break
      case 'start-process':
        startProcess(from, message.id, message.kind)
        break
      case 'stop-process':
        processes.get(message.id)?.kill()
        break
      case 'work':
        options.onWork({
          state: message.state,
          fraction: message.fraction,
          kinds: message.kinds,
        })
        break
      case 'files-found':
      case 'report-made':
        questions.get(message.id)?.(message)
        break
      case 'show-file':
        options.onShowFile(message.path)
        break
      case 'reopen':
        reopening = true
        break
      case 'quit':
        options.onQuit()
    }
  }

  function ended(code: number, livedMs: number): void {
    engine = undefined
    address = undefined
    for (const child of processes.values()) child.kill()
    processes.clear()
    for (const answer of questions.values()) answer(undefined)
    if (stopped) confirmStopped()
    else if (refusal !== undefined) options.onFailed(refusal)
    else if (reopening) openAnew()
    else startAgain(code, livedMs)
  }

  function startAgain(code: number, livedMs: number): void {
    deaths = deathsInARow(deaths, livedMs)
    const wait = delay(deaths)
    if (wait === undefined) {
      options.onFailed(
        `The engine stopped ${deaths} times in a row, last with exit code ${code}. Start Naghma again; if this goes on, report it.`,
      )
      return
    }
    restart = setTimeout(start, wait)
    options.onGone(`The engine stopped with exit code ${code} and is being restarted.`)
  }

  function openAnew(): void {
    reopening = false
    deaths = 0
    options.onGone('The library is being opened anew.')
    start()
  }

  function start(): void {
    const startedAt = performance.now()
    const child = fork('engine')
    engine = child
    child.onMessage((message) => {
      if (child === engine && isEngineToShell(message)) receive(child, message)
    })
    child.onExit((code) => ended(code, performance.now() - startedAt))
    child.send(open)
  }

  /** The engine's answer; undefined while there is none, when it ends over the question, or takes too long. */
  function ask(question: (id: number) => ShellToEngine): Promise<Answer | undefined> {
    const asked = address ? engine : undefined
    if (!asked) return Promise.resolve(undefined)
    const id = ++lastQuestion
    return new Promise((resolve) => {
      const answer = (given: Answer | undefined) => {
        clearTimeout(impatience)
        questions.delete(id)
        resolve(given)
      }
      const impatience = setTimeout(answer, ANSWER_WITHIN_MS, undefined)
      questions.set(id, answer)
      asked.send(question(id))
    })
  }

  async function end(graceMs: number): Promise<void> {
    clearTimeout(restart)
    const running = engine
    if (!running) return
    const exited = new Promise<void>((resolve) => {
      confirmStopped = resolve
    })
    running.send({ type: 'shut-down' })
    const impatience = setTimeout(() => running.kill(), graceMs)
    await exited
    clearTimeout(impatience)
  }

  start()
  return {
    address: () => address,
    connectPage: (port) => {
      if (!engine || !address) return false
      engine.send({ type: 'page-port' }, [port])
      return true
    },
    findFiles: async (trackIds) => {
      const answer = await ask((id) => ({ type: 'find-files', id, trackIds }))
      return answer?.type === 'files-found' ? answer.paths : []
    },
    makeReport: async () => {
      const answer = await ask((id) => ({ type: 'make-report', id }))
      return answer?.type === 'report-made' ? answer.text : undefined
    },
    tellUse: (use) => {
      if (address) engine?.send({ type: 'computer-use', ...use })
    },
    stop: (graceMs = 5_000) => {
      stopped ??= end(graceMs)
      return stopped
    },
  }
}
