import type { EngineEvent } from '../../contract/engine.ts'
import { problem } from '../../contract/problem.ts'
import type { Context } from './context.ts'

/**
 * Runs `start`, then passes the engine's events to `onEvent`, until either answers true (finished) or the user
 * interrupts. Answers whether it finished. Notices are told on standard error. Problem: `engine-gone`.
 */
export async function follow(
  { client, signal }: Context,
  start: () => Promise<boolean>,
  onEvent: (event: EngineEvent) => boolean | Promise<boolean>,
): Promise<boolean> {
  if (signal.aborted) return false
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  const events = await client.engine.events(undefined, { signal: stop })

  async function begin(): Promise<void> {
    if (await start()) ended.abort()
  }

  async function listen(): Promise<void> {
    try {
      for await (const event of events) {
        if (event.type === 'notice') process.stderr.write(`${event.message}\n`)
        if (await onEvent(event)) return
      }
    } catch (error) {
      if (!stop.aborted) throw error
    }
    if (!stop.aborted) throw problem('engine-gone', 'Naghma has stopped.')
  }

  const interrupted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  try {
    await Promise.race([Promise.all([begin(), listen()]), interrupted])
    return !signal.aborted
  } finally {
    ended.abort()
  }
}
