/** The tracks that will play, in order, and which of them plays now. */
export interface Queue {
  readonly ids: readonly number[]
  readonly index: number
}

export const emptyQueue: Queue = { ids: [], index: -1 }

/**
 * A queue of the list a track was started from, at that track. `near` is where the track stood in the list, for
 * lists that hold it more than once; a list that does not hold it gives a queue of it alone.
 */
export function queueAt(ids: readonly number[], id: number, near = 0): Queue {
  const index = ids[near] === id ? near : ids.indexOf(id)
  return index < 0 ? { ids: [id], index: 0 } : { ids, index }
}

export function currentId(queue: Queue): number | undefined {
  return queue.ids[queue.index]
}

/** The queue one further (`by` 1) or back (-1); undefined at its ends. */
export function step(queue: Queue, by: 1 | -1): Queue | undefined {
  const index = queue.index + by
  return index >= 0 && index < queue.ids.length ? { ids: queue.ids, index } : undefined
}
