import { problem } from '../../contract/problem.ts'
import { type CallClient, type CallOptions, type Calls, callsTo } from './calls.ts'
import type { Expendable } from './port.ts'

/** How long a job may go on: in all, or without telling anything. Milliseconds. */
export interface Patience {
  total?: number
  silent?: number
}

export interface ThreadPool<C extends Calls> {
  /**
   * Runs a job on a free thread, waiting for one. The job makes one call with the options it is given, whose end frees
   * the thread. A job that overstays is ended with its thread:
   * `timed-out`. So is one that does not stop within moments of being cancelled.
   */
  run<R>(
    job: (thread: CallClient<C>, options: CallOptions) => Promise<R>,
    patience: Patience,
    options?: CallOptions,
  ): Promise<R>
  /** Speaks to every live thread, busy or not. */
  broadcast(send: (thread: CallClient<C>) => Promise<unknown>): Promise<void>
}

/** A cancelled job has this long to stop before its thread is ended. Milliseconds. */
const CANCEL_GRACE = 2_000

/** A pool of expendable threads, each doing one job at a time, started when first needed. */
export function threadPool<C extends Calls>(start: () => Expendable, limit: number): ThreadPool<C> {
  interface Member {
    thread: Expendable
    client: CallClient<C>
    busy: boolean
  }
  const members = new Set<Member>()
  const waiting: Array<(member: Member) => void> = []

  function grow(): Member {
    const thread = start()
    thread.onClose(() => lose(member))
    const member: Member = { thread, client: callsTo<C>(thread), busy: false }
    members.add(member)
    return member
  }

  /** Hands free threads, and new ones up to the limit, to those who wait. */
  function assign(): void {
    while (waiting.length > 0) {
      let member = [...members].find(({ busy }) => !busy)
      if (!member && members.size < limit) member = grow()
      if (!member) return
      member.busy = true
      waiting.shift()?.(member)
    }
  }

  function lose(member: Member): void {
    members.delete(member)
    assign()
  }

  function release(member: Member): void {
    member.busy = false
    assign()
  }

  function retire(member: Member): void {
    member.thread.kill()
    lose(member)
  }

  async function run<R>(
    job: (thread: CallClient<C>, options: CallOptions) => Promise<R>,
    patience: Patience,
    options: CallOptions = {},
  ): Promise<R> {
    const member = await new Promise<Member>((resolve) => {
      waiting.push(resolve)
      assign()
    })
    if (options.signal?.aborted) {
      release(member)
      throw problem('cancelled', 'Cancelled.')
    }
    const overdue = Promise.withResolvers<never>()
    const expire = () => {
      retire(member)
      overdue.reject(problem('timed-out', 'Reading this file took too long, so it was given up.'))
    }
    const total = patience.total ? setTimeout(expire, patience.total) : undefined
    let silence: NodeJS.Timeout | undefined
    const heard = () => {
      clearTimeout(silence)
      if (patience.silent) silence = setTimeout(expire, patience.silent)
    }
    let grace: NodeJS.Timeout | undefined
    const cancelled = () => {
      grace = setTimeout(() => retire(member), CANCEL_GRACE)
    }
    options.signal?.addEventListener('abort', cancelled, { once: true })
    heard()
    try {
      const work = job(member.client, {
        ...options,
        onNotify: (value) => {
          heard()
          options.onNotify?.(value)
        },
        onEnd: () => {
          clearTimeout(grace)
          options.signal?.removeEventListener('abort', cancelled)
          release(member)
        },
      })
      return await Promise.race([work, overdue.promise])
    } finally {
      clearTimeout(silence)
      clearTimeout(total)
    }
  }

  return {
    run,
    broadcast: async (send) => {
      await Promise.allSettled([...members].map((member) => send(member.client)))
    },
  }
}
