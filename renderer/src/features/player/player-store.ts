import { create } from 'zustand'
import type { TrackRow } from '../../../../contract/track.ts'
import { engine } from '../../client.ts'
import { type Failure, failureOf, tellFailure } from '../../failure.ts'
import { i18n } from '../../locales/i18n.ts'
import { toast } from '../../ui/toast.tsx'
import {
  addNext,
  afterEnd,
  append,
  currentEntry,
  emptyQueue,
  inOrder,
  jumpTo,
  moved,
  onlyCurrent,
  type Queue,
  queueAt,
  type Repeat,
  repeats,
  restored,
  shuffled,
  step,
  without,
} from './queue.ts'

export interface PlayerState {
  queue: Queue
  repeat: Repeat
  track: TrackRow | null
  /** Where the track is to start, seconds. A new object whenever it is to be started anew. */
  cue: { at: number }
  /** Whether it should be playing; the audio elements follow. */
  playing: boolean
  /** Grows with each wish to play something, so that what comes late of an earlier one is let go. */
  start: number
  failure: Failure | null
}

export const usePlayer = create<PlayerState>(() => ({
  queue: emptyQueue,
  repeat: 'off',
  track: null,
  cue: { at: 0 },
  playing: false,
  start: 0,
  failure: null,
}))

const { setState: set, getState: get } = usePlayer

/**
 * Plays a track now. The rest of the list it was started from becomes the queue as soon as it is known;
 * `near` is the track's place in it.
 */
export async function playFrom(
  track: TrackRow,
  list: Promise<readonly number[]> | readonly number[],
  near = 0,
) {
  const wasShuffled = get().queue.unshuffled !== null
  set((state) => ({
    queue: queueAt([track.id], track.id),
    track,
    cue: { at: 0 },
    playing: true,
    start: state.start + 1,
    failure: null,
  }))
  const { start } = get()
  try {
    const ids = await list
    if (get().start !== start) return
    const queue = queueAt(ids, track.id, near)
    set({ queue: wasShuffled ? shuffled(queue) : queue })
  } catch (error) {
    tellFailure(error)
  }
}

/** Plays the current track of a queue, from its beginning. A track that is gone is dropped, and the next one played. */
async function playQueue(queue: Queue): Promise<void> {
  const entry = currentEntry(queue)
  if (!entry) return set({ queue, track: null, playing: false, failure: null })
  set((state) => ({ queue, playing: true, failure: null, start: state.start + 1 }))
  const { start } = get()
  try {
    const track = await engine.track.get({ id: entry.id })
    if (get().start === start) set({ track, cue: { at: 0 } })
  } catch (error) {
    if (get().start !== start) return
    if (failureOf(error).code === 'not-found')
      return playQueue(without(get().queue, new Set([entry.key])))
    set({ playing: false })
    tellFailure(error)
  }
}

/** Goes one track further or back; false at the end of the queue. */
export function skip(by: 1 | -1): boolean {
  const queue = step(get().queue, by, get().repeat)
  if (queue) void playQueue(queue)
  return queue !== undefined
}

/** Goes on when a track has ended, or stops at the end of the queue. */
export function goOn() {
  const { queue, repeat } = get()
  const next = afterEnd(queue, repeat)
  if (next) void playQueue(next)
  else set({ playing: false })
}

/** What plays next has begun to play already. */
export function arrive(queue: Queue, track: TrackRow) {
  set({ queue, track, failure: null })
}

/** Plays the entry of the queue with this key. */
export function playEntry(key: number) {
  void playQueue(jumpTo(get().queue, key))
}

/** Sets a queue of an earlier visit before the player, without playing. */
export function setBack(queue: Queue, repeat: Repeat, track: TrackRow, at: number) {
  set({ queue, repeat, track, cue: { at }, playing: false, failure: null })
}

/** Changes the queue so that it can be undone. */
function change(title: string, edit: (queue: Queue) => Queue) {
  const before = get().queue
  const after = edit(before)
  if (currentEntry(after)?.key === currentEntry(before)?.key) set({ queue: after })
  else if (get().playing) void playQueue(after)
  else void cueQueue(after)
  toast({
    title,
    action: {
      label: i18n.t('undo'),
      run: () => {
        const queue = restored(before, get().queue)
        if (get().track) set({ queue })
        else void cueQueue(queue)
      },
    },
  })
}

/** Makes the current track of a queue ready to play, without playing it. */
async function cueQueue(queue: Queue): Promise<void> {
  const entry = currentEntry(queue)
  set((state) => ({ queue, failure: null, start: state.start + 1 }))
  const { start } = get()
  const { rows } = entry ? await engine.track.rows({ ids: [entry.id] }) : { rows: [] }
  if (get().start === start) set({ track: rows[0] ?? null, cue: { at: 0 } })
}

function add(ids: readonly number[], title: string, edit: (queue: Queue) => Queue) {
  if (ids.length === 0) return
  if (currentEntry(get().queue)) change(title, edit)
  else void playQueue({ ...edit(get().queue), index: 0 })
}

/** Puts tracks right behind the one that plays now; in an empty queue they begin to play. */
export function playNext(ids: readonly number[]) {
  add(ids, i18n.t('queue.nextAdded', { count: ids.length }), (queue) => addNext(queue, ids))
}

/** Puts tracks at the end of the queue; in an empty one they begin to play. */
export function enqueue(ids: readonly number[]) {
  add(ids, i18n.t('queue.added', { count: ids.length }), (queue) => append(queue, ids))
}

export function removeEntries(keys: ReadonlySet<number>) {
  if (keys.size === 0) return
  change(i18n.t('queue.removed', { count: keys.size }), (queue) => without(queue, keys))
}

export function moveEntries(keys: ReadonlySet<number>, before: number) {
  set(({ queue }) => ({ queue: moved(queue, keys, before) }))
}

/** Leaves only the track that plays now. */
export function clearQueue() {
  const others = get().queue.entries.length - 1
  if (others > 0) change(i18n.t('queue.cleared', { count: others }), onlyCurrent)
}

export function toggleShuffle() {
  set(({ queue }) => ({ queue: queue.unshuffled ? inOrder(queue) : shuffled(queue) }))
}

/** Off, all, one, and off again. */
export function changeRepeat() {
  set(({ repeat }) => ({
    repeat: repeats[(repeats.indexOf(repeat) + 1) % repeats.length] ?? 'off',
  }))
}

export function toggle() {
  if (get().track) set((state) => ({ playing: !state.playing, failure: null }))
}

export function play() {
  if (get().track) set({ playing: true, failure: null })
}

export function pause() {
  set({ playing: false })
}

export function fail(failure: Failure) {
  set({ playing: false, failure })
}
