import type { ClientLink } from '@orpc/client'
import { backOff } from './back-off.ts'

export type Link = ClientLink<Record<never, never>>

/** One way to an engine, good until it closes. */
export interface Transport {
  link: Link
  /** Settles when the other side has gone, or `close` was called. */
  closed: Promise<void>
  close(): void
}

/**
 * `connecting`: not yet open for the first time; `retrying`: gone, and likely to come back by itself;
 * `stopped`: asked to stop, or gone for long; `refused`: it answers, but does not know this page's token.
 */
export type ConnectionState = 'connecting' | 'open' | 'retrying' | 'stopped' | 'refused'

/** The engine answers, but does not know this page. */
export class RefusedError extends Error {}

/** The engine has ended, and nothing is about to start it again. */
export class StoppedError extends Error {}

/** Thrown by calls made while there is no engine to answer them. */
export class EngineGoneError extends Error {
  readonly code = 'engine-gone'
}

interface ConnectionOptions {
  /** Opens a new way, or rejects; with a RefusedError or StoppedError when it knows why. */
  open: () => Promise<Transport>
  /** Resolves after some milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /** Asks over a transport for anything at all; used to find out whether the engine still answers. */
  ping: (link: Link) => Promise<unknown>
}

export interface Connection {
  link: Link
  state(): ConnectionState
  subscribe(listener: () => void): () => void
  /** Finds out whether the engine still answers, e.g. after sleep, and tries again at once when it does not. */
  check(): Promise<void>
  /** Tells that the engine was asked to stop, so that its going is no surprise. */
  expectStop(): void
}

/** Failed attempts after which the engine counts as stopped. About twenty seconds. */
const patience = 7
/** How long an engine that is there may take to answer a ping, and how long any call may take before it is pinged. */
const answerWithin = 5000
const doubtAfter = 10_000

/** Keeps one way to the engine open for ever, opening it again with back-off when it closes. */
export function createConnection({ open, wait, ping }: ConnectionOptions): Connection {
  const listeners = new Set<() => void>()
  let state: ConnectionState = 'connecting'
  let transport: Transport | undefined
  let stopExpected = false
  let hurry = () => {}
  const firstTry = Promise.withResolvers<void>()

  function become(next: ConnectionState) {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  async function keepOpen() {
    let failures = 0
    for (;;) {
      let reason: unknown
      try {
        transport = await open()
        failures = 0
        stopExpected = false
        firstTry.resolve()
        become('open')
        await transport.closed
      } catch (error) {
        reason = error
      }
      transport = undefined
      failures++
      firstTry.resolve()
      if (reason instanceof RefusedError) become('refused')
      else if (reason instanceof StoppedError || stopExpected || failures >= patience)
        become('stopped')
      else become('retrying')
      const hurried = new Promise<void>((resolve) => {
        hurry = resolve
      })
      await Promise.race([wait(backOff(failures)), hurried])
    }
  }

  async function check() {
    const asked = transport
    if (!asked) return hurry()
    const answered = await Promise.race([
      ping(asked.link).then(
        () => true,
        () => false,
      ),
      wait(answerWithin).then(() => false),
    ])
    if (!answered && transport === asked) asked.close()
  }

  const link: Link = {
    async call(path, input, options) {
      await firstTry.promise
      if (!transport) throw new EngineGoneError('The engine is not answering.')
      const doubt = setTimeout(() => void check(), doubtAfter)
      try {
        return await transport.link.call(path, input, options)
      } finally {
        clearTimeout(doubt)
      }
    },
  }

  void keepOpen()
  return {
    link,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    check,
    expectStop() {
      stopExpected = true
    },
  }
}
