import { EventPublisher } from '@orpc/server'
import type { EngineEvent } from '../contract/engine.ts'

export type ChangedList = Extract<EngineEvent, { type: 'changed' }>['lists'][number]

/** How the engine's parts tell every page and script what happened. Events announce state, they do not steer. */
export interface Announcer {
  announce(event: EngineEvent): void
  /** Says that lists changed; many changes become one event, at most every 250 ms. */
  changed(...lists: ChangedList[]): void
  /** Every event from now on, until the signal aborts. */
  follow(signal: AbortSignal | undefined): AsyncGenerator<EngineEvent>
  close(): void
}

const COALESCE_MS = 250
/** A page that does not read (asleep, stopped in a debugger) keeps at most this many events waiting. */
const MAX_BUFFERED_EVENTS = 200

export function createAnnouncer(): Announcer {
  const publisher = new EventPublisher<{ event: EngineEvent }>({
    maxBufferedEvents: MAX_BUFFERED_EVENTS,
  })
  const pending = new Set<ChangedList>()
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    timer = undefined
    if (pending.size === 0) return
    publisher.publish('event', { type: 'changed', lists: [...pending] })
    pending.clear()
  }

  return {
    announce: (event) => publisher.publish('event', event),
    changed: (...lists) => {
      for (const list of lists) pending.add(list)
      timer ??= setTimeout(flush, COALESCE_MS)
    },
    follow: (signal) => publisher.subscribe('event', signal ? { signal } : {}),
    close: () => {
      clearTimeout(timer)
      flush()
    },
  }
}
