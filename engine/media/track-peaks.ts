import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { trackPlace } from '../library/track-place.ts'
import type { PeaksCache } from './peaks-cache.ts'

export interface PeaksParts {
  cache: PeaksCache
  ffmpeg(): string | null
}

/** Peaks of a track as the contract tells them. Problems: not-found, file-missing, those of decoding, cancelled. */
export async function trackPeaks(
  db: Database,
  { cache, ffmpeg }: PeaksParts,
  id: number,
  signal: AbortSignal | undefined,
): Promise<{ peaks: string; duration: number }> {
  const track = db
    .prepare<[number], { identity: Buffer }>('SELECT identity FROM track WHERE id = ?')
    .get(id)
  const found = trackPlace(db, id)
  if (!track) throw problem('not-found', 'This track is no longer in the library.', { field: 'id' })
  if (!found) throw problem('file-missing', 'The file of this track cannot be found now.')
  const { peaks, duration } = await cache.get(track.identity.toString('hex'), found.place, {
    ffmpeg: ffmpeg(),
    signal,
  })
  return { peaks: Buffer.from(peaks).toString('base64'), duration }
}
