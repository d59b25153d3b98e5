import type { Language } from '../../contract/language.ts'
import type { TrackSort } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import type { TagSorting } from '../browse/tag-index.ts'
import { tonicHz } from '../mode/tonic-pitch.ts'
import { collatorOf } from './collation.ts'
import { favouriteIds } from './favourites.ts'
import { orderByKey } from './order-by-key.ts'
import { finish, finishInSlices } from './sort-in-steps.ts'
import { orderBySound, type SoundContext } from './sound-state.ts'
import { titleOrders } from './title-order.ts'
import type { TrackChanges } from './track-changes.ts'
import type { NameColumn, TrackFacts } from './track-facts.ts'
import { type IndexedSort, readOrder, readUsualOrder } from './track-order.ts'

export interface OrderQuery {
  readonly sort: Exclude<TrackSort, 'relevance'>
  readonly descending: boolean
  readonly language: Language
}

type Key = (id: number) => number

/** How modes sort: nothing, a problem, waiting, not sure, told. */
const modeSteps = { none: 0, problem: 1, waiting: 2, unsure: 3, done: 4 } as const
const CENTS_PER_OCTAVE = 1200
/** Names of so many tracks are put in order while one waits. */
const AT_ONCE = 10_000

export interface TrackOrders {
  /**
   * Ids of all tracks in an order; do not change the array. Equals are by artist, album, disc, track number; what is not
   * known comes last in both directions.
   */
  read(query: OrderQuery, sound: SoundContext): Int32Array
  /** Moves when `read` may answer another order. */
  state(query: OrderQuery, sound: SoundContext): string
  /**
   * Does what takes long in pieces that let other work through. Does not wait for the usual order of a large library:
   * `read` answers it as names are folded until it is there.
   */
  prepare(query: OrderQuery): Promise<void>
  /** Puts names in the order of a language in such pieces. */
  prepareNames(language: Language): Promise<void>
}

export interface OrderParts {
  db: Database
  changes: TrackChanges
  facts: TrackFacts
  tags: { state(): string; sorting(): TagSorting }
  /** The usual order is there in place of the one that was answered meanwhile. */
  onOrdered(): void
}

export function trackOrders({ db, changes, facts, tags, onOrdered }: OrderParts): TrackOrders {
  const titles = titleOrders(db, changes)
  const highest = db.prepare<[], number | null>('SELECT max(id) FROM track').pluck()
  const preparing = new Map<Language, Promise<void>>()
  const usual = new Map<Language, { asOf: number; ids: Int32Array }>()

  /** The place of each track's name in a language's order. */
  function nameKey(column: NameColumn, language: Language): Key {
    const numbers = facts.current()[column]
    const ranks = finish(facts.names.ranks(language))
    return (id) => ranks[numbers[id]!]!
  }

  /** By the last key, equals by the one before it, and so on. */
  function byKeys(...keys: readonly Key[]): Int32Array {
    return keys.reduce((ids, key) => orderByKey(ids, key), facts.ids())
  }

  function inAlbum(): [Key, Key] {
    const { track, disc } = facts.current()
    return [(id) => track[id]!, (id) => disc[id]!]
  }

  function waits(language: Language): boolean {
    return !facts.isWarm() || facts.names.waits(language)
  }

  function prepareNames(language: Language): Promise<void> {
    const running = preparing.get(language) ?? orderNames(language)
    preparing.set(language, running)
    return running
  }

  async function orderNames(language: Language): Promise<void> {
    try {
      await facts.warm()
      await finishInSlices(facts.names.ranks(language))
    } finally {
      preparing.delete(language)
    }
  }

  function isLarge(): boolean {
    return (highest.get() ?? 0) > AT_ONCE
  }

  /** By artist, album, disc, track number. */
  function usualOrder(language: Language): Int32Array {
    const known = usual.get(language)
    if (known?.asOf === changes.tracks) return known.ids
    const ids = byKeys(...inAlbum(), nameKey('album', language), nameKey('artist', language))
    usual.set(language, { asOf: changes.tracks, ids })
    return ids
  }

  function byName(column: NameColumn, { language, descending }: OrderQuery): Int32Array {
    return orderByKey(usualOrder(language), nameKey(column, language), descending)
  }

  function byAlbum({ language, descending }: OrderQuery): Int32Array {
    const ids = byKeys(...inAlbum(), nameKey('albumArtist', language))
    return orderByKey(ids, nameKey('album', language), descending)
  }

  function byTitle({ language, descending }: OrderQuery): Int32Array {
    const order = titles.current(language)
    return descending ? order.toReversed() : order
  }

  function byIndex(sort: IndexedSort, { descending }: OrderQuery): Int32Array {
    return readOrder(db, sort, descending)
  }

  function by(key: Key, { language, descending }: OrderQuery): Int32Array {
    return orderByKey(usualOrder(language), key, descending)
  }

  function byMode(query: OrderQuery): Int32Array {
    const { mode, modeNames } = tags.sorting()
    const { compare } = collatorOf(query.language)
    const ranks = new Int32Array(modeNames.length)
    const order = Array.from(modeNames.keys()).sort((a, b) => compare(modeNames[a]!, modeNames[b]!))
    for (const [rank, number] of order.entries()) ranks[number] = rank
    return by((id) => ranks[mode(id)] ?? -1, query)
  }

  function byModeState(query: OrderQuery): Int32Array {
    const { certain } = tags.sorting()
    const step = new Map<number, number>()
    const ids = (sql: string) => db.prepare<[], number>(sql).pluck().iterate()
    const failed =
      "SELECT track_id FROM problem WHERE track_id IS NOT NULL AND stage IN ('decode', 'mode')"
    for (const id of ids(failed)) step.set(id, modeSteps.problem)
    for (const id of ids('SELECT track_id FROM mode'))
      step.set(id, certain(id) ? modeSteps.done : modeSteps.unsure)
    for (const id of ids('SELECT track_id FROM mode_queue')) step.set(id, modeSteps.waiting)
    return by((id) => step.get(id) ?? modeSteps.none, query)
  }

  function byTonic(query: OrderQuery): Int32Array {
    const heard = db.prepare<
      [],
      {
        track_id: number
        tonic: number
        lowest: number | null
        highest: number | null
        given_tonic: number | null
      }
    >('SELECT track_id, tonic, lowest, highest, given_tonic FROM mode WHERE tonic IS NOT NULL')
    const cents = new Map<number, number>()
    for (const row of heard.iterate())
      cents.set(row.track_id, Math.round(CENTS_PER_OCTAVE * Math.log2(tonicHz(row.tonic, row))))
    return by((id) => cents.get(id) ?? -1, query)
  }

  function byFavourite(query: OrderQuery): Int32Array {
    const marked = favouriteIds(db)
    return by((id) => (marked.has(id) ? 0 : -1), query)
  }

  const readers: {
    [sort in OrderQuery['sort']]: (query: OrderQuery, sound: SoundContext) => Int32Array
  } = {
    title: byTitle,
    artist: (query) =>
      waits(query.language) && !query.descending && isLarge()
        ? readUsualOrder(db)
        : byName('artist', query),
    albumArtist: (query) => byName('albumArtist', query),
    album: byAlbum,
    composer: (query) => byName('composer', query),
    genre: (query) => byName('genre', query),
    year: (query) => byIndex('year', query),
    duration: (query) => byIndex('duration', query),
    format: (query) => byIndex('format', query),
    addedAt: (query) => byIndex('addedAt', query),
    trackNumber: (query) => by((id) => facts.current().track[id]! || -1, query),
    sound: ({ language, descending }, { modelId }) =>
      orderBySound(db, usualOrder(language), modelId, descending),
    mode: byMode,
    confidence: (query) => by(tags.sorting().confidence, query),
    tradition: (query) => by(tags.sorting().tradition, query),
    modeState: byModeState,
    tonic: byTonic,
    favourite: byFavourite,
  }

  const states: { [sort in OrderQuery['sort']]?: (sound: SoundContext) => unknown } = {
    sound: ({ modelId }) => `${changes.sound} ${modelId}`,
    mode: tags.state,
    confidence: tags.state,
    tradition: tags.state,
    modeState: () => `${tags.state()} ${changes.modes} ${changes.sound}`,
    tonic: () => changes.modes,
    favourite: () => changes.favourites,
  }

  return {
    read: (query, sound) => readers[query.sort](query, sound),
    state: ({ sort, language }, sound) =>
      `${changes.tracks} ${waits(language)} ${states[sort]?.(sound) ?? ''}`,
    prepareNames,
    async prepare({ sort, descending, language }) {
      const meanwhile = sort === 'artist' && !descending && waits(language) && isLarge()
      const ready = prepareNames(language)
      if (meanwhile) return void ready.then(() => db.open && onOrdered())
      await ready
      if (sort === 'title') await titles.prepare(language)
    },
  }
}
