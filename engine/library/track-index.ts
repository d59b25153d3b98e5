import type { BrowseFilter } from '../../contract/browse.ts'
import type { TrackSort } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import { fold } from './fold.ts'
import {
  findMatches,
  inGivenOrder,
  inRankOrder,
  type Matches,
  narrows,
  searchWords,
} from './search.ts'
import { orderBySound, type SoundContext } from './sound-state.ts'
import { watchTrackChanges } from './track-changes.ts'
import { type OrderedSort, readOrder } from './track-order.ts'
import { trackTexts } from './track-texts.ts'

export interface TrackQuery {
  readonly search: string
  readonly folderId?: number | undefined
  readonly browse?: BrowseFilter | undefined
  readonly sort: TrackSort
  readonly descending: boolean
}

/** What the index asks of the tags of tracks. */
export interface TrackTags {
  /** Moves whenever an answer may be another one. */
  state(): string
  matches(filter: BrowseFilter): (trackId: number) => boolean
  /** Tracks with a tag one of whose names contains a folded word; undefined when no name does. */
  named(word: string): ((trackId: number) => boolean) | undefined
}

export interface TrackIndex {
  /**
   * The ids of a query in its order; do not change the array. `relevance` is the rank of the match
   * when searching, else artist, album, track number. Tracks without a value for the sorted column
   * come last in both directions.
   */
  query(query: TrackQuery, sound: SoundContext): Int32Array
  /** Reads what searching needs, in pieces that let other work through, so that the first search is quick. */
  warm(): Promise<void>
}

interface Kept {
  readonly asOf: string
  readonly ids: Int32Array
}

const KEPT_ORDERS = 12
const KEPT_RESULTS = 4

/**
 * Orders and folded texts of all tracks in memory: about 300 bytes for each. Kept true by triggers of
 * the connection, whoever writes through it. One for each connection; not to be asked inside a
 * transaction, which may be rolled back.
 */
export function openTrackIndex(db: Database, tags: TrackTags): TrackIndex {
  const changes = watchTrackChanges(db)
  const texts = trackTexts(db, changes)
  const orders = keepLatest(KEPT_ORDERS)
  const results = keepLatest(KEPT_RESULTS)
  let lastMatches: { at: string; matches: Matches } | null = null

  function order(sort: OrderedSort, descending: boolean): Int32Array {
    return orders(`${sort} ${descending}`, String(changes.tracks), () =>
      readOrder(db, sort, descending),
    )
  }

  function sorted(query: TrackQuery, sound: SoundContext): Int32Array {
    if (query.sort !== 'sound')
      return order(query.sort === 'relevance' ? 'artist' : query.sort, query.descending)
    const key = `sound ${query.descending} ${sound.modelId}`
    return orders(key, `${changes.tracks} ${changes.sound}`, () =>
      orderBySound(db, order('artist', false), sound.modelId, query.descending),
    )
  }

  function compute(query: TrackQuery, sound: SoundContext): Int32Array {
    const words = searchWords(fold(query.search))
    const ranked = words.length > 0 && query.sort === 'relevance'
    let ids = ranked ? order('artist', false) : sorted(query, sound)
    if (query.folderId !== undefined) ids = inFolder(db, ids, query.folderId)
    if (query.browse) ids = ids.filter(tags.matches(query.browse))
    if (words.length === 0) return ids
    if (!ranked) return inGivenOrder(ids, match(words))
    const found = inRankOrder(ids, match(words))
    return query.descending ? found.reverse() : found
  }

  /** While somebody types, only what matched so far needs to be looked at. */
  function match(words: string[]): Matches {
    const at = `${changes.tracks} ${tags.state()}`
    const earlier = lastMatches?.at === at ? lastMatches.matches : null
    const within = earlier && narrows(words, earlier.words) ? earlier : null
    const matches = findMatches(words, texts.current(), within, words.map(tags.named))
    lastMatches = { at, matches }
    return matches
  }

  return {
    query: (query, sound) =>
      results(
        JSON.stringify([
          query.search,
          query.folderId,
          query.browse,
          query.sort,
          query.descending,
          sound.modelId,
        ]),
        `${changes.tracks} ${query.folderId && changes.files} ${query.sort === 'sound' && changes.sound} ${(query.search || query.browse) && tags.state()}`,
        () => compute(query, sound),
      ),
    warm: () => texts.warm(),
  }
}

/** Keeps the latest results by key, each until it is asked for as of another state. */
function keepLatest(size: number) {
  const kept = new Map<string, Kept>()
  return (key: string, asOf: string, compute: () => Int32Array): Int32Array => {
    const before = kept.get(key)
    const result = before?.asOf === asOf ? before : { asOf, ids: compute() }
    kept.delete(key)
    kept.set(key, result)
    const [oldest] = kept.keys()
    if (kept.size > size && oldest !== undefined) kept.delete(oldest)
    return result.ids
  }
}

function inFolder(db: Database, ids: Int32Array, folderId: number): Int32Array {
  const members = new Set(
    db
      .prepare<[number], number>(
        'SELECT track_id FROM file INDEXED BY file_by_track WHERE track_id IS NOT NULL AND folder_id = ?',
      )
      .pluck()
      .all(folderId),
  )
  return ids.filter((id) => members.has(id))
}
