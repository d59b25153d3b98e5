import type { Playlist, PlaylistQuery } from '../../contract/playlist.ts'
import type { Database } from '../../native/sqlite.ts'
import type { SoundContext } from '../library/sound-state.ts'
import type { TrackIndex } from '../library/track-index.ts'

export interface SmartPlaylists {
  /** The tracks of a query, in its order. */
  trackIds(query: PlaylistQuery): Int32Array
  /** Does what `current` needs and takes long the first time in pieces that let other work through. */
  prepare(playlists: readonly Playlist[]): Promise<void>
  /** The playlist with the tracks and the duration that its query finds now; an ordinary one as it is. */
  current(playlist: Playlist): Playlist
}

interface Measured {
  asOf: string
  tracks: number
  duration: number
}

/** What smart playlists hold. Their numbers are counted anew only when something they depend on changed. */
export function smartPlaylists(
  db: Database,
  index: TrackIndex,
  context: () => SoundContext,
): SmartPlaylists {
  const known = new Map<string, Measured>()
  const durationOf = db
    .prepare<[string], number>(
      'SELECT total(duration) FROM track WHERE id IN (SELECT value FROM json_each(?))',
    )
    .pluck()

  function trackIds(query: PlaylistQuery): Int32Array {
    const ids = index.query(query, context())
    return query.limit === null ? ids : ids.subarray(0, query.limit)
  }

  function measure(query: PlaylistQuery): Measured {
    const key = JSON.stringify(query)
    const asOf = index.state(query, context())
    const before = known.get(key)
    if (before?.asOf === asOf) return before
    const ids = trackIds(query)
    const duration = durationOf.get(JSON.stringify(Array.from(ids))) ?? 0
    const measured = { asOf, tracks: ids.length, duration }
    known.delete(key)
    known.set(key, measured)
    const [oldest] = known.keys()
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
    return measured
  }

  return {
    trackIds,
    async prepare(playlists) {
      for (const { query } of playlists) if (query) await index.prepare(query)
    },
    current(playlist) {
      if (!playlist.query) return playlist
      const { tracks, duration } = measure(playlist.query)
      return { ...playlist, tracks, duration }
    },
  }
}

const MOST_KNOWN = 1000
