import { engine } from '../../client.ts'
import { transport } from './clock.ts'
import { setBack, usePlayer } from './player-store.ts'
import { currentEntry, emptyQueue, onlyThose, type Queue, type Repeat, repeats } from './queue.ts'
import { propertiesOf, recall, remember } from './remembered.ts'

/** Of a longer queue, so many tracks around the current one are kept. */
const mostKept = 10_000
/** How often the place in the track is kept while it plays. Milliseconds. */
const placeEvery = 5000
const queueName = 'naghma.queue'
const placeName = 'naghma.place'

/** The shape a queue is kept in: ids in playing order, and the places in it that the tracks had before shuffling. */
interface Kept {
  ids: number[]
  index: number
  order: number[] | null
  repeat: Repeat
}

/** A queue as it is kept. */
export function toKept({ entries, index, unshuffled }: Queue, repeat: Repeat): Kept {
  const first = Math.max(0, Math.min(index - mostKept / 2, entries.length - mostKept))
  const kept = entries.slice(first, first + mostKept)
  const places = new Map(kept.map(({ key }, place) => [key, place]))
  const order = unshuffled?.flatMap(({ key }) => places.get(key) ?? []) ?? null
  return { ids: kept.map(({ id }) => id), index: index - first, order, repeat }
}

/** The queue that was kept; empty when it is not one. */
export function fromKept(value: unknown): { queue: Queue; repeat: Repeat } {
  const { ids, index, order, repeat } = propertiesOf(value)
  const entries = numbers(ids).map((id, place) => ({ key: place + 1, id }))
  const places = numbers(order)
  const isOrder =
    places.length === entries.length && new Set(places).size === places.length && places.length > 0
  const unshuffled = isOrder ? places.flatMap((place) => entries[place] ?? []) : null
  const queue: Queue =
    typeof index === 'number' && entries[index]
      ? {
          entries,
          index,
          unshuffled: unshuffled?.length === entries.length ? unshuffled : null,
          nextKey: entries.length + 1,
        }
      : emptyQueue
  return { queue, repeat: repeats.find((known) => known === repeat) ?? 'off' }
}

function numbers(value: unknown): number[] {
  if (!Array.isArray(value)) return []
  const whole = value.filter((one): one is number => Number.isSafeInteger(one) && one >= 0)
  return whole.length === value.length ? whole : []
}

/** Sets the queue of the last visit before the player, without the tracks that are gone. */
async function bringBack() {
  const { queue: all, repeat } = fromKept(recall(queueName))
  if (all.entries.length === 0) return
  const { start } = usePlayer.getState()
  const known = await engine.track.known({ ids: [...new Set(all.entries.map(({ id }) => id))] })
  const there = new Set(known.ids)
  const queue = onlyThose(all, (id) => there.has(id))
  const entry = currentEntry(queue)
  const [track] = entry ? (await engine.track.rows({ ids: [entry.id] })).rows : []
  if (!track || usePlayer.getState().start !== start) return
  const { id, seconds } = propertiesOf(recall(placeName))
  const at = id === track.id && typeof seconds === 'number' && seconds > 0 ? seconds : 0
  setBack(queue, repeat, track, at)
}

function keepPlace() {
  const { track } = usePlayer.getState()
  if (track) remember(placeName, { id: track.id, seconds: transport.position() })
}

/** Brings the queue and the place in it back from the last visit, and keeps them for the next. Returns how to stop. */
export function keepQueue(): () => void {
  void bringBack().catch(() => {})
  const unsubscribe = usePlayer.subscribe((now, before) => {
    if (now.queue !== before.queue || now.repeat !== before.repeat)
      remember(queueName, toKept(now.queue, now.repeat))
    if (now.playing !== before.playing && now.track === before.track) keepPlace()
  })
  const timer = setInterval(() => {
    if (usePlayer.getState().playing) keepPlace()
  }, placeEvery)
  window.addEventListener('pagehide', keepPlace)
  return () => {
    unsubscribe()
    clearInterval(timer)
    window.removeEventListener('pagehide', keepPlace)
  }
}
