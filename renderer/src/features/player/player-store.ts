import { create } from 'zustand'
import type { TrackRow } from '../../../../contract/track.ts'
import { engine } from '../../client.ts'
import { type Failure, tellFailure } from '../../failure.ts'
import { currentId, emptyQueue, type Queue, queueAt, step } from './queue.ts'

export interface PlayerState {
  queue: Queue
  track: TrackRow | null
  /** Whether it should be playing; the audio element follows. */
  playing: boolean
  /** Grows with each start, so that starting the same track again starts it anew. */
  start: number
  /** True when the track was started by the end of the one before it. */
  unattended: boolean
  failure: Failure | null
  volume: number
}

const volumeKey = 'naghma.volume'

function storedVolume(): number {
  const stored = Number(localStorage.getItem(volumeKey) ?? 1)
  return stored >= 0 && stored <= 1 ? stored : 1
}

export const usePlayer = create<PlayerState>(() => ({
  queue: emptyQueue,
  track: null,
  playing: false,
  start: 0,
  unattended: false,
  failure: null,
  volume: storedVolume(),
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
  set((state) => ({
    queue: queueAt([track.id], track.id),
    track,
    playing: true,
    start: state.start + 1,
    unattended: false,
    failure: null,
  }))
  const { start } = get()
  try {
    const ids = await list
    if (get().start === start) set({ queue: queueAt(ids, track.id, near) })
  } catch (error) {
    tellFailure(error)
  }
}

/** Goes one track further or back; answers false at the end of the queue. */
export async function skip(by: 1 | -1, unattended = false): Promise<boolean> {
  const queue = step(get().queue, by)
  const id = queue && currentId(queue)
  if (!queue || id === undefined) return false
  set((state) => ({ queue, playing: true, unattended, failure: null, start: state.start + 1 }))
  const { start } = get()
  try {
    const track = await engine.track.get({ id })
    if (get().start === start) set({ track })
  } catch (error) {
    if (get().start === start) set({ playing: false })
    tellFailure(error)
  }
  return true
}

export function toggle() {
  if (get().track) set((state) => ({ playing: !state.playing, failure: null }))
}

export function pause() {
  set({ playing: false })
}

export function fail(failure: Failure) {
  set({ playing: false, failure })
}

export function setVolume(volume: number) {
  localStorage.setItem(volumeKey, String(volume))
  set({ volume })
}
