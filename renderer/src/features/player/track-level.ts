import type { Loudness, TrackRow } from '../../../../contract/track.ts'
import { engine } from '../../client.ts'
import { currentEntry, type Queue } from './queue.ts'

/** A track of the queue with what decides how loud it is to be played. */
export interface QueuedTrack {
  track: TrackRow
  loudness: Loudness
  /** A neighbour in the queue is of the same album. */
  inAlbum: boolean
}

/** The current track of a queue; undefined when it is no longer in the library. */
export async function queuedTrack(queue: Queue): Promise<QueuedTrack | undefined> {
  const entry = currentEntry(queue)
  if (!entry) return undefined
  const neighbours = [queue.entries[queue.index - 1], queue.entries[queue.index + 1]]
  const ids = [entry, ...neighbours].flatMap((near) => (near ? [near.id] : []))
  const [{ rows }, loudness] = await Promise.all([
    engine.track.rows({ ids }),
    engine.track.playback({ id: entry.id }),
  ])
  const [track, ...near] = rows
  if (track?.id !== entry.id) return undefined
  const inAlbum = track.album !== '' && near.some(({ album }) => album === track.album)
  return { track, loudness, inAlbum }
}
