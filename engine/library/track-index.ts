import type { BrowseFilter } from '../../contract/browse.ts'
import type { Language } from '../../contract/language.ts'
import { parseSearch, type SearchQuery } from '../../contract/search-query.ts'
import type { AlbumName, TrackSort } from '../../contract/track.ts'
import type { VocabularyId } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import type { TagSorting } from '../browse/tag-index.ts'
import { type Collections, openCollections } from './collections.ts'
import { favouriteIds } from './favourites.ts'
import { fold } from './fold.ts'
import {
  findMatches,
  inGivenOrder,
  inRankOrder,
  type Matches,
  narrows,
  searchField,
  searchWords,
  type Wanted,
} from './search.ts'
import type { SoundContext } from './sound-state.ts'
import { watchTrackChanges } from './track-changes.ts'
import { trackFacts } from './track-facts.ts'
import { type OrderQuery, trackOrders } from './track-orders.ts'
import { trackTexts } from './track-texts.ts'
import { wantedTracks } from './wanted-tracks.ts'

export interface TrackQuery {
  readonly search: string
  readonly folderId?: number | undefined
  readonly browse?: BrowseFilter | undefined
  readonly favourites?: boolean
  readonly album?: AlbumName | undefined
  readonly artist?: string | undefined
  readonly sort: TrackSort
  readonly descending: boolean
  /** Whose alphabet names are sorted by; English when not told. */
  readonly language?: Language
}

/** What the index asks of the tags of tracks. */
export interface TrackTags {
  /** Moves whenever an answer may be another one. */
  state(): string
  matches(filter: BrowseFilter): (trackId: number) => boolean
  /** Tracks with a tag that folded words may mean, and which tags these are; undefined when none is called so. */
  named(words: string): Wanted['words'][number]['named']
  /** Whether some tag is called so; needs nothing to be read. */
  isNamed(words: string): boolean
  /** Tracks with a tag of some vocabularies that is called so. */
  called(within: readonly VocabularyId[], name: string): (trackId: number) => boolean
  sorting(): TagSorting
  /** Reads what is not known yet, in pieces that let other work through. */
  warm(): Promise<void>
}

export interface TrackIndex {
  /**
   * The ids of a query in its order; do not change the array. `relevance` is the rank of the match
   * when searching, else artist, album, track number. Tracks without a value for the sorted column
   * come last in both directions.
   */
  query(query: TrackQuery, sound: SoundContext): Int32Array
  /** Moves whenever the answer to a query may be another one, or a track in it another than it was. */
  state(query: TrackQuery, sound: SoundContext): string
  /**
   * Does what a query needs and takes long the first time (reading texts and tags, putting names in order) in pieces that
   * let other work through.
   */
  prepare(query: Omit<TrackQuery, 'folderId'>): Promise<void>
  prepareNames(language: Language): Promise<void>
  readonly collections: Collections
  /** Reads what searching needs, in pieces that let other work through, so that the first search is quick. */
  warm(): Promise<void>
}

interface Kept {
  readonly asOf: string
  readonly ids: Int32Array
}

/** Columns that tags are in. */
const tagSorts: ReadonlySet<TrackSort> = new Set(['mode', 'confidence', 'tradition', 'modeState'])
const KEPT_ORDERS = 12
const KEPT_RESULTS = 4

/**
 * Orders, facts and folded texts of all tracks in memory: about 350 bytes for each. Kept true by triggers of
 * the connection, whoever writes through it. One for each connection; not to be asked inside a
 * transaction, which may be rolled back. `onOrdered` hears that names are in the order of a language where they were not before.
 */
export function openTrackIndex(db: Database, tags: TrackTags, onOrdered = () => {}): TrackIndex {
  const changes = watchTrackChanges(db)
  const texts = trackTexts(db, changes)
  const facts = trackFacts(db, changes)
  const collections = openCollections(facts, changes)
  const all = trackOrders({ db, changes, facts, tags, onOrdered })
  const wantedBy = wantedTracks({ db, changes, tags, texts, facts })
  const orders = keepLatest(KEPT_ORDERS)
  const results = keepLatest(KEPT_RESULTS)
  let lastMatches: { at: string; matches: Matches } | null = null

  function order(query: OrderQuery, sound: SoundContext): Int32Array {
    const key = `${query.sort} ${query.descending} ${query.language}`
    return orders(key, all.state(query, sound), () => all.read(query, sound))
  }

  function compute(query: TrackQuery, search: SearchQuery, sound: SoundContext): Int32Array {
    const wanted = wantedBy(search, sound)
    const ranked = wanted.words.length > 0 && query.sort === 'relevance'
    let ids = order(ranked ? { ...orderOf(query), descending: false } : orderOf(query), sound)
    if (query.folderId !== undefined) ids = inFolder(db, ids, query.folderId)
    if (query.favourites) ids = ids.filter(hasId(favouriteIds(db)))
    if (query.album) ids = ids.filter(collections.ofAlbum(query.album))
    if (query.artist !== undefined) ids = ids.filter(collections.ofArtist(query.artist))
    if (query.browse) ids = ids.filter(tags.matches(query.browse))
    if (wanted.words.length + wanted.tests.length === 0) return ids
    const matches = match(wanted, asOf(search, sound))
    if (!ranked) return inGivenOrder(ids, matches)
    const found = inRankOrder(ids, matches)
    return query.descending ? found.reverse() : found
  }

  /** While somebody types, only what matched so far needs to be looked at. */
  function match(wanted: Wanted, at: string): Matches {
    const earlier = lastMatches?.at === at ? lastMatches.matches : null
    const within = earlier && narrows(wanted, earlier.wanted) ? earlier : null
    const matches = findMatches(wanted, texts.current(), within)
    lastMatches = { at, matches }
    return matches
  }

  /** Moves when what a search finds may be other tracks. */
  function asOf({ terms }: SearchQuery, { modelId }: SoundContext): string {
    const plain = terms.every(({ criterion: { by } }) => by === 'words')
    const { tracks, files, folders, marks, modes, favourites, sound } = changes
    const more = [
      files,
      folders,
      marks,
      modes,
      favourites,
      sound,
      modelId,
      new Date().toDateString(),
    ]
    return `${tracks} ${tags.state()} ${plain ? '' : more}`
  }

  /** Changes when the query may find other tracks, or others first. */
  function stateOf(query: TrackQuery, search: SearchQuery, sound: SoundContext): string {
    return [
      all.state(orderOf(query), sound),
      query.folderId && changes.files,
      query.favourites && changes.favourites,
      query.search && asOf(search, sound),
      query.browse && tags.state(),
    ].join(' ')
  }

  /** Whether the answer depends on tags of tracks. */
  function asksTags({ browse, sort }: TrackQuery, { terms }: SearchQuery): boolean {
    return (
      browse !== undefined ||
      tagSorts.has(sort) ||
      terms.some(({ criterion }) =>
        criterion.by === 'words'
          ? wordsOf(criterion.text).some(tags.isNamed)
          : criterion.by === 'tag',
      )
    )
  }

  return {
    state: (query, sound) => stateOf(query, parseSearch(query.search, new Date()), sound),
    query: (query, sound) => {
      const search = parseSearch(query.search, new Date())
      return results(
        JSON.stringify([
          query.search,
          query.folderId,
          query.browse,
          query.favourites,
          query.album,
          query.artist,
          query.sort,
          query.descending,
          query.language,
        ]),
        stateOf(query, search, sound),
        () => compute(query, search, sound),
      )
    },
    async prepare(query) {
      await all.prepare(orderOf(query))
      const search = parseSearch(query.search, new Date())
      if (search.terms.length > 0) await texts.warm()
      if (asksTags(query, search)) await tags.warm()
    },
    prepareNames: all.prepareNames,
    collections,
    async warm() {
      await facts.warm()
      await texts.warm()
    },
  }
}

/** `relevance` without words to find is by artist. */
function orderOf(query: Pick<TrackQuery, 'sort' | 'descending' | 'language'>): OrderQuery {
  const { sort, descending, language = 'en' } = query
  return { sort: sort === 'relevance' ? 'artist' : sort, descending, language }
}

/** What may be the name of a tag in words that were typed: all together, and each. */
function wordsOf(text: string): string[] {
  const folded = fold(text)
  return [searchField(folded).trim(), ...searchWords(folded)]
}

function hasId(ids: ReadonlySet<number>): (id: number) => boolean {
  return (id) => ids.has(id)
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
