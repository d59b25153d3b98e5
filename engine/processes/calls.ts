import { isProblem, type ProblemCode, problem, problemCodes } from '../../contract/problem.ts'
import type { Port } from './port.ts'

/** What one end of a port can be asked: a name to an async function of one structured-cloneable argument. */
export type Calls = { [name: string]: (input: never) => unknown }

export interface CallContext {
  /** Aborted when the caller gives up or the port closes. */
  signal: AbortSignal
  /** Tells the caller something before the answer, e.g. progress. */
  notify(value: unknown): void
}

export type Handlers<C extends Calls> = {
  [K in keyof C]: (
    input: Parameters<C[K]>[0],
    context: CallContext,
  ) => Promise<Awaited<ReturnType<C[K]>>> | Awaited<ReturnType<C[K]>>
}

export interface CallOptions {
  signal?: AbortSignal
  onNotify?: (value: unknown) => void
  /** The other end is done with the call, or gone; after an abort that is later than the rejection. */
  onEnd?: () => void
}

export type CallClient<C extends Calls> = {
  [K in keyof C]: (
    input: Parameters<C[K]>[0],
    options?: CallOptions,
  ) => Promise<Awaited<ReturnType<C[K]>>>
}

type Failure = { code: ProblemCode | null; message: string }
type Message =
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'abort'; id: number }
  | { type: 'notify'; id: number; value: unknown }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failure'; id: number; failure: Failure }

const messageTypes = new Set(['call', 'abort', 'notify', 'answer', 'failure'])

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'number' &&
    'type' in value &&
    typeof value.type === 'string' &&
    messageTypes.has(value.type)
  )
}

function toFailure(error: unknown): Failure {
  if (isProblem(error)) return { code: error.code, message: error.message }
  return { code: null, message: error instanceof Error ? error.message : String(error) }
}

function fromFailure(failure: Failure): Error {
  const known = problemCodes.find((code) => code === failure.code)
  return known ? problem(known, failure.message) : new Error(failure.message)
}

/** Answers calls that arrive on `port`. A handler's problem crosses with its code; a closed port aborts all. */
export function serveCalls<C extends Calls>(port: Port, handlers: Handlers<C>): void {
  const running = new Map<number, AbortController>()
  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
      if (!handler) throw new Error(`There is no call named ${name}.`)
      const value = await handler(input as never, {
        signal: controller.signal,
        notify: (note) => port.post({ type: 'notify', id, value: note } satisfies Message),
      })
      port.post({ type: 'answer', id, value } satisfies Message)
    } catch (error) {
      port.post({ type: 'failure', id, failure: toFailure(error) } satisfies Message)
    } finally {
      running.delete(id)
    }
  }
  port.onMessage((message) => {
    if (!isMessage(message)) return
    if (message.type === 'call') void answer(message.id, message.name, message.input)
    else if (message.type === 'abort') running.get(message.id)?.abort()
  })
  port.onClose(() => {
    for (const controller of running.values()) controller.abort()
  })
}

/**
 * A client for the calls served at the other end of `port`.
 * Rejects with the handler's problem, with `cancelled` after an abort, with `process-died` when the port closes.
 */
export function callsTo<C extends Calls>(port: Port): CallClient<C> {
  type Waiting = {
    resolve(value: unknown): void
    reject(error: Error): void
    onNotify: ((value: unknown) => void) | undefined
  }
  const waiting = new Map<number, Waiting>()
  const ends = new Map<number, () => void>()
  let nextId = 1
  let closedBecause: string | undefined

  port.onMessage((message) => {
    if (!isMessage(message)) return
    const entry = waiting.get(message.id)
    if (message.type === 'notify') return entry?.onNotify?.(message.value)
    end(message.id)
    if (!entry) return
    waiting.delete(message.id)
    if (message.type === 'answer') entry.resolve(message.value)
    else if (message.type === 'failure') entry.reject(fromFailure(message.failure))
  })
  port.onClose((reason) => {
    closedBecause = reason
    for (const entry of waiting.values()) entry.reject(problem('process-died', reason))
    waiting.clear()
    for (const id of ends.keys()) end(id)
  })

  function end(id: number): void {
    const onEnd = ends.get(id)
    ends.delete(id)
    onEnd?.()
  }

  function call(name: string, input: unknown, options: CallOptions = {}): Promise<unknown> {
    if (closedBecause !== undefined) return Promise.reject(problem('process-died', closedBecause))
    if (options.signal?.aborted) return Promise.reject(problem('cancelled', 'Cancelled.'))
    const id = nextId++
    if (options.onEnd) ends.set(id, options.onEnd)
    return new Promise((resolve, reject) => {
      const abort = () => {
        if (!waiting.delete(id)) return
        port.post({ type: 'abort', id } satisfies Message)
        reject(problem('cancelled', 'Cancelled.'))
      }
      const settled = () => options.signal?.removeEventListener('abort', abort)
      options.signal?.addEventListener('abort', abort, { once: true })
      waiting.set(id, {
        resolve: (value) => {
          settled()
          resolve(value)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
        onNotify: options.onNotify,
      })
      port.post({ type: 'call', id, name, input } satisfies Message)
    })
  }

  return new Proxy({} as CallClient<C>, {
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then'
        ? (input: unknown, options?: CallOptions) => call(name, input, options)
        : undefined,
  })
}
