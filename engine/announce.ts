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
/** Two analyses that lose one process have one thing to say: the same notice is not told again so soon. */
const SAME_NOTICE_MS = 5_000
/** A page that does not read (asleep, stopped in a debugger) keeps at most this many events waiting. */
const MAX_BUFFERED_EVENTS = 200

export function createAnnouncer(): Announcer {
  const publisher = new EventPublisher<{ event: EngineEvent }>({
    maxBufferedEvents: MAX_BUFFERED_EVENTS,
  })
  const pending = new Set<ChangedList>()
  let timer: NodeJS.Timeout | undefined
  let lastNotice = { message: '', at: 0 }

  function announce(event: EngineEvent): void {
    if (event.type === 'notice') {
      const { message } = event
      const at = Date.now()
      if (message === lastNotice.message && at - lastNotice.at < SAME_NOTICE_MS) return
      lastNotice = { message, at }
    }
    publisher.publish('event', event)
  }

  function flush(): void {
    timer = undefined
    if (pending.size === 0) return
    publisher.publish('event', { type: 'changed', lists: [...pending] })
    pending.clear()
  }

  return {
    announce,
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
