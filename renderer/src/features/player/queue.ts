/** One place in the queue; the same track may stand in several. */
export interface QueueEntry {
  /** Unique in the queue. */
  readonly key: number
  readonly id: number
}

/** The tracks that will play, in order, and which of them plays now. */
export interface Queue {
  readonly entries: readonly QueueEntry[]
  /** -1 in an empty queue. */
  readonly index: number
  /** The order before shuffling; null while the queue is not shuffled. */
  readonly unshuffled: readonly QueueEntry[] | null
  /** The key of the next entry that comes. */
  readonly nextKey: number
}

export const repeats = ['off', 'all', 'one'] as const
export type Repeat = (typeof repeats)[number]

export const emptyQueue: Queue = { entries: [], index: -1, unshuffled: null, nextKey: 1 }

function entriesOf(ids: readonly number[], firstKey: number): QueueEntry[] {
  return ids.map((id, n) => ({ key: firstKey + n, id }))
}

/**
 * A queue of the list a track was started from, at that track. `near` is where the track stood in the list, for
 * lists that hold it more than once; a list that does not hold it gives a queue of it alone.
 */
export function queueAt(ids: readonly number[], id: number, near = 0): Queue {
  const found = ids[near] === id ? near : ids.indexOf(id)
  const [list, index] = found < 0 ? [[id], 0] : [ids, found]
  return {
    entries: entriesOf(list, 1),
    index,
    unshuffled: null,
    nextKey: list.length + 1,
  }
}

export function currentEntry(queue: Queue): QueueEntry | undefined {
  return queue.entries[queue.index]
}

/** The queue one further (`by` 1) or back (-1), beginning anew at its ends where all is repeated; undefined there else. */
export function step(queue: Queue, by: 1 | -1, repeat: Repeat): Queue | undefined {
  const { length } = queue.entries
  const index = queue.index + by
  if (index >= 0 && index < length) return { ...queue, index }
  return repeat === 'all' && length > 0 ? { ...queue, index: (index + length) % length } : undefined
}

/** The queue when the current track has ended by itself. */
export function afterEnd(queue: Queue, repeat: Repeat): Queue | undefined {
  if (repeat === 'one' && queue.index >= 0) return queue
  return step(queue, 1, repeat)
}

/** The queue at an entry; the same queue when it has no such entry. */
export function jumpTo(queue: Queue, key: number): Queue {
  const index = queue.entries.findIndex((entry) => entry.key === key)
  return index < 0 ? queue : { ...queue, index }
}

/** The queue with the entries in this order, staying with the track that plays now. */
function withEntries(queue: Queue, entries: readonly QueueEntry[]): Queue {
  const current = currentEntry(queue)
  return { ...queue, entries, index: current ? entries.indexOf(current) : -1 }
}

function inserted(list: readonly QueueEntry[], at: number, more: readonly QueueEntry[]) {
  return [...list.slice(0, at), ...more, ...list.slice(at)]
}

/** Tracks put right behind the one that plays now, shuffled or not. */
export function addNext(queue: Queue, ids: readonly number[]): Queue {
  const more = entriesOf(ids, queue.nextKey)
  const current = currentEntry(queue)
  const behind = (list: readonly QueueEntry[]) => (current ? list.indexOf(current) + 1 : 0)
  return {
    ...queue,
    entries: inserted(queue.entries, queue.index + 1, more),
    unshuffled: queue.unshuffled && inserted(queue.unshuffled, behind(queue.unshuffled), more),
    nextKey: queue.nextKey + more.length,
  }
}

/** Tracks put at the end. */
export function append(queue: Queue, ids: readonly number[]): Queue {
  const more = entriesOf(ids, queue.nextKey)
  return {
    ...queue,
    entries: [...queue.entries, ...more],
    unshuffled: queue.unshuffled && [...queue.unshuffled, ...more],
    nextKey: queue.nextKey + more.length,
  }
}

/**
 * The queue without some entries. Where the current one is among them, the next that stays becomes current, or the
 * last one when none follows.
 */
export function without(queue: Queue, keys: ReadonlySet<number>): Queue {
  const stays = ({ key }: QueueEntry) => !keys.has(key)
  const entries = queue.entries.filter(stays)
  const before = queue.entries.slice(0, Math.max(0, queue.index)).filter(stays).length
  return {
    ...queue,
    entries,
    index: Math.min(before, entries.length - 1),
    unshuffled: queue.unshuffled?.filter(stays) ?? null,
  }
}

/** The queue without the tracks that `isThere` denies. */
export function onlyThose(queue: Queue, isThere: (id: number) => boolean): Queue {
  return without(queue, new Set(queue.entries.filter(({ id }) => !isThere(id)).map((e) => e.key)))
}

/** Entries taken out and put back, in their order, before position `before` (0..length). */
export function moved(queue: Queue, keys: ReadonlySet<number>, before: number): Queue {
  const isMoved = ({ key }: QueueEntry) => keys.has(key)
  const stays = (entry: QueueEntry) => !isMoved(entry)
  return withEntries(queue, [
    ...queue.entries.slice(0, before).filter(stays),
    ...queue.entries.filter(isMoved),
    ...queue.entries.slice(before).filter(stays),
  ])
}

/** Nothing but the track that plays now. */
export function onlyCurrent(queue: Queue): Queue {
  const current = currentEntry(queue)
  if (!current) return { ...emptyQueue, nextKey: queue.nextKey }
  return { ...queue, entries: [current], index: 0, unshuffled: queue.unshuffled && [current] }
}

/**
 * The queue in a random order that begins with the current track; every order of the others is equally likely.
 * `random` gives numbers from 0 to 1, without 1.
 */
export function shuffled(queue: Queue, random: () => number = Math.random): Queue {
  const current = currentEntry(queue)
  const rest = queue.entries.filter((entry) => entry !== current)
  for (let last = rest.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [rest[last], rest[other]]
    if (a && b) [rest[last], rest[other]] = [b, a]
  }
  return {
    ...queue,
    entries: current ? [current, ...rest] : rest,
    index: current ? 0 : -1,
    unshuffled: queue.unshuffled ?? queue.entries,
  }
}

/** The queue in the order it had before it was shuffled. */
export function inOrder(queue: Queue): Queue {
  return queue.unshuffled ? { ...withEntries(queue, queue.unshuffled), unshuffled: null } : queue
}

/** An earlier queue again, staying with the track that plays now. */
export function restored(earlier: Queue, now: Queue): Queue {
  const current = currentEntry(now)
  const nextKey = Math.max(earlier.nextKey, now.nextKey)
  const queue = { ...earlier, nextKey }
  if (!current) return queue
  const index = earlier.entries.findIndex(({ key }) => key === current.key)
  if (index >= 0) return { ...queue, index }
  const kept = addNext(queue, [current.id])
  return { ...kept, index: queue.index + 1 }
}
