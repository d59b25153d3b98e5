import { setImmediate } from 'node:timers/promises'
import type { BrowseCounts, BrowseFilter } from '../../contract/browse.ts'
import { type Obstacle, obstacle } from '../../contract/obstacle.ts'
import type { TagRef } from '../../contract/tag.ts'
import {
  modeVocabularies,
  type Tradition,
  tradition,
  type VocabularyId,
} from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { confidenceOf } from '../library/mode-state.ts'
import {
  DEFAULT_THRESHOLD,
  effectiveTags,
  hasCertainMode,
  type TagRow,
} from '../tags/effective-tags.ts'
import { fusionWeightsOf } from '../tags/fusion-weights.ts'
import { knownTradition, toTradition } from '../tags/track-tradition.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { artistNames } from './artist-names.ts'
import { watchTagChanges } from './tag-changes.ts'
import { type FoundTerms, tagNames } from './tag-names.ts'

/** Tags of a track that are indexed; nobody's track has more that count. */
const SLOTS = 16
/** About ten milliseconds. */
const TRACKS_AT_ONCE = 250

const traditions = [...tradition.options, 'unknown'] as const
const reasons = [...obstacle.options, 'several-fit'] as const
const UNKNOWN = traditions.indexOf('unknown')
const OTHER = traditions.indexOf('other')
/** A certainty of 0..1 is kept in hundredths. */
const WHOLE = 100
/** Certainty from which a tag is shown as the track's, and a search finds the track by its names. */
const CERTAIN = DEFAULT_THRESHOLD * WHOLE
const GUESSED = 1 << 8
const UNCALIBRATED = 1 << 7
const MOST_ARTISTS = 200

/** Tells of each track of a filter, by id, whether it belongs to it. */
export type TrackTest = (trackId: number) => boolean

export interface TagIndex {
  /** Moves whenever an answer may be another one. */
  state(): string
  matches(filter: BrowseFilter): TrackTest
  /**
   * Tracks that have a tag for certain which some folded words may mean, in any spelling and script, and which tags
   * these are; undefined when none is called so. What the user rejected is not had.
   */
  named(words: string): { tags: FoundTerms; test: TrackTest } | undefined
  /** Whether some tag is called so, as `named` has it; needs nothing to be read. */
  isNamed(words: string): boolean
  /** Tracks that have a tag of some vocabularies which is called so; of a tradition, also by their folder or setting. */
  called(within: readonly VocabularyId[], name: string): TrackTest
  /** Counts over the given tracks (ids in any order), or over all. */
  counts(filter: BrowseFilter, ids: Int32Array): Omit<BrowseCounts, 'waiting'>
  /** What tracks are sorted by, as of now. */
  sorting(): TagSorting
  /** Reads what is not known yet, in pieces that let other work through. */
  warm(): Promise<void>
}

/** What tags make of tracks, by track id, as whole numbers to sort by; below 0 where there is nothing. */
export interface TagSorting {
  /** Number of the name of its first mode tag. */
  mode(trackId: number): number
  /** The names that `mode` numbers. */
  modeNames: readonly string[]
  /** In hundredths, of that tag. */
  confidence(trackId: number): number
  /** Whether that tag is certain enough to be the track's. */
  certain(trackId: number): boolean
  tradition(trackId: number): number
}

/** A filter in numbers: one group of values for each kind of choice, of which a track must satisfy all. */
interface Groups {
  traditions: Set<number>
  tags: { vocabulary: string; terms: Set<number> }[]
  artists: Set<number>
  unsure: boolean
  threshold: number
  /** Guesses count only where music of unknown tradition is asked for. */
  guesses: boolean
}

/**
 * Tags, tradition and artist of every track in memory, about 75 bytes each, kept true by triggers of the connection.
 * Counting is one pass over all tracks: 20 ms for 100,000.
 */
export function openTagIndex(
  db: Database,
  vocabularies: Vocabularies,
  setting: () => Tradition | null,
): TagIndex {
  /** Numbers stay: new terms are numbered on, and those that went keep theirs, which then no track has. */
  const terms: TagRef[] = []
  const termAt = new Map<string, number>()
  const modeNames: string[] = []
  const isMode = [false]
  let names = tagNames([])
  let knownTerms: string | undefined
  const artists = artistNames(db)
  const changes = watchTagChanges(db)
  /** [tracks][16]: term << 9 | guess << 8 | uncalibrated << 7 | hundredths of certainty; 0 ends a row, so terms count from 1. */
  let slots = new Uint32Array(0)
  let traditionOf = new Uint8Array(0)
  /** 0: nothing to say; else 1 + the place in `reasons`. */
  let unsureOf = new Uint8Array(0)
  let readUpTo: number | null = 0
  let knownSetting: Tradition | null | undefined

  const rows = db.prepare<[number, number], TagRow & { track_id: number }>(
    `SELECT track_id, vocabulary, tag, source, state, probability, rank, version, place
     FROM tag WHERE track_id > ? AND track_id <= ? ORDER BY track_id, rank`,
  )
  const some = db
    .prepare<[number, number], [number, Obstacle | null, number | null, string | null]>(
      `SELECT track.id, mode.obstacle, mode.track_id,
              (SELECT folder.tradition FROM file JOIN folder ON folder.id = file.folder_id
               WHERE file.track_id = track.id AND folder.tradition IS NOT NULL
               ORDER BY file.missing_since IS NOT NULL, file.id LIMIT 1)
       FROM track LEFT JOIN mode ON mode.track_id = track.id
       WHERE track.id > ? ORDER BY track.id LIMIT ?`,
    )
    .raw()

  function learnTerms(): void {
    if (knownTerms === vocabularies.state()) return
    knownTerms = vocabularies.state()
    for (const { vocabulary, terms: all } of vocabularies.all)
      for (const { id, name } of all) {
        if (termAt.has(`${vocabulary}/${id}`)) continue
        termAt.set(`${vocabulary}/${id}`, terms.length)
        terms.push({ vocabulary, tag: id })
        modeNames.push(name)
        isMode.push(modeVocabularies.some((mode) => mode === vocabulary))
      }
    names = tagNames(
      terms.map(({ vocabulary, tag }) => ({
        vocabulary,
        term: vocabularies.term(vocabulary, tag),
      })),
    )
  }

  function reach(id: number): void {
    if (id < traditionOf.length) return
    const length = Math.max(1024, id + 1, Math.ceil(traditionOf.length * 1.5))
    const grown = new Uint32Array(length * SLOTS)
    grown.set(slots)
    slots = grown
    const wider = (old: Uint8Array) => {
      const array = new Uint8Array(length)
      array.set(old)
      return array
    }
    traditionOf = wider(traditionOf)
    unsureOf = wider(unsureOf)
  }

  function put(
    id: number,
    said: readonly TagRow[],
    heard: { obstacle: Obstacle | null; listened: boolean; folder: string | null },
  ): void {
    reach(id)
    const effective = effectiveTags(said, fusionWeightsOf(db))
    const known = knownTradition(said, toTradition(heard.folder), setting()).tradition
    const place = traditions.indexOf(known ?? 'unknown')
    traditionOf[id] = place
    unsureOf[id] = unsureReason(heard, place, hasCertainMode(effective))
    slots.fill(0, id * SLOTS, (id + 1) * SLOTS)
    let slot = id * SLOTS
    for (const one of effective) {
      const term = termAt.get(`${one.vocabulary}/${one.tag}`)
      if (term === undefined || slot === (id + 1) * SLOTS) continue
      const flags = (one.guess ? GUESSED : 0) | (confidenceOf(one) === null ? UNCALIBRATED : 0)
      slots[slot++] = ((term + 1) << 9) | flags | Math.round(one.certainty * WHOLE)
    }
  }

  /** Reads up to `count` tracks with ids above `from`; answers the last id, or null at the end. */
  function read(from: number, count: number): number | null {
    const tracks = some.all(from, count)
    const last = tracks.at(-1)?.[0]
    if (last === undefined) return null
    const byTrack = Map.groupBy(rows.iterate(from, last), ({ track_id }) => track_id)
    for (const [id, reason, listened, folder] of tracks)
      put(id, byTrack.get(id) ?? [], { obstacle: reason, listened: listened !== null, folder })
    return tracks.length < count ? null : last
  }

  function beginAgainIfStale(): void {
    learnTerms()
    if (changes.everything() || knownSetting !== setting()) readUpTo = 0
    knownSetting = setting()
  }

  function catchUp(): void {
    beginAgainIfStale()
    while (readUpTo !== null) readUpTo = read(readUpTo, TRACKS_AT_ONCE)
    for (const id of changes.takeTouched()) {
      reach(id)
      slots.fill(0, id * SLOTS, (id + 1) * SLOTS)
      unsureOf[id] = 0
      read(id - 1, 1)
    }
  }

  function groupsOf(filter: BrowseFilter): Groups {
    const byVocabulary = Map.groupBy(filter.tags, ({ vocabulary }) => vocabulary)
    return {
      traditions: new Set(filter.traditions.map((one) => traditions.indexOf(one))),
      tags: [...byVocabulary].map(([vocabulary, tags]) => ({
        vocabulary,
        terms: new Set(tags.map(({ tag }) => (termAt.get(`${vocabulary}/${tag}`) ?? -2) + 1)),
      })),
      artists: artists.placesOf(filter.artists),
      unsure: filter.unsure,
      threshold: Math.round(filter.threshold * WHOLE),
      guesses: filter.traditions.includes('unknown'),
    }
  }

  function counted(slot: number, { threshold, guesses }: Groups): boolean {
    return certaintyIn(slot) >= threshold && (guesses || (slot & GUESSED) === 0)
  }

  function hasAny(id: number, wanted: ReadonlySet<number>, groups: Groups): boolean {
    for (let at = id * SLOTS; at < (id + 1) * SLOTS && slots[at] !== 0; at++)
      if (wanted.has(slots[at]! >>> 9) && counted(slots[at]!, groups)) return true
    return false
  }

  /** The tag that a row shows first as its track's mode (see `modeTagsOf`); 0 where there is none. */
  function modeSlot(id: number): number {
    let first = 0
    for (let at = id * SLOTS; at < (id + 1) * SLOTS && slots[at]; at++) {
      if (!isMode[slots[at]! >>> 9]) continue
      if (isCertain(slots[at]!)) return slots[at]!
      first ||= slots[at]!
    }
    return first
  }

  function hasForCertain(id: number, wanted: FoundTerms): boolean {
    for (let at = id * SLOTS; at < (id + 1) * SLOTS && slots[at]; at++) {
      if (isCertain(slots[at]!) && wanted.has((slots[at]! >>> 9) - 1)) return true
    }
    return false
  }

  /** The one group a track fails: its place among all groups; -1 when it fails none, -2 when several. */
  function failing(id: number, groups: Groups): number {
    let failed = -1
    const fail = (group: number) => {
      failed = failed === -1 ? group : -2
    }
    if (groups.traditions.size > 0 && !groups.traditions.has(traditionOf[id]!)) fail(0)
    if (groups.artists.size > 0 && !groups.artists.has(artists.placeOf(id))) fail(1)
    if (groups.unsure && unsureOf[id] === 0) fail(2)
    for (let n = 0; n < groups.tags.length && failed !== -2; n++)
      if (!hasAny(id, groups.tags[n]!.terms, groups)) fail(3 + n)
    return failed
  }

  return {
    state: () => `${changes.count()} ${setting()} ${vocabularies.state()}`,
    matches: (filter) => {
      catchUp()
      const groups = groupsOf(filter)
      return (id) => id < traditionOf.length && failing(id, groups) === -1
    },
    isNamed: (words) => {
      learnTerms()
      return names.holding(words).size > 0
    },
    named: (words) => {
      learnTerms()
      const tags = names.holding(words)
      if (tags.size === 0) return undefined
      catchUp()
      return { tags, test: (id) => hasForCertain(id, tags) }
    },
    called: (within, name) => {
      catchUp()
      const tags = names.called(within, name)
      if (!within.includes('tradition')) return (id) => hasForCertain(id, tags)
      const named = new Set([...tags].map((n) => terms[n]?.tag))
      const wanted = new Set(traditions.flatMap((one, n) => (named.has(one) ? n : [])))
      if (name.trim().toLowerCase() === 'unknown') wanted.add(UNKNOWN)
      return (id) => id < traditionOf.length && wanted.has(traditionOf[id]!)
    },
    counts: (filter, ids) => {
      catchUp()
      const groups = groupsOf(filter)
      const perTradition = new Uint32Array(traditions.length)
      const perReason = new Uint32Array(reasons.length + 1)
      const perTerm = new Uint32Array(terms.length + 1)
      const perArtist = new Uint32Array(artists.count())
      const groupOfTerm = groupOfTerms(groups, terms)
      let total = 0
      for (const id of ids) {
        if (id >= traditionOf.length) continue
        const failed = failing(id, groups)
        if (failed === -2) continue
        if (failed === -1) total++
        if (failed === -1 || failed === 0) perTradition[traditionOf[id]!]!++
        if (failed === -1 || failed === 1) perArtist[artists.placeOf(id)]!++
        if (failed === -1 || failed === 2) perReason[unsureOf[id]!]!++
        for (let at = id * SLOTS; at < (id + 1) * SLOTS && slots[at] !== 0; at++) {
          const term = slots[at]! >>> 9
          if (failed !== -1 && failed !== groupOfTerm[term]) continue
          if (counted(slots[at]!, groups)) perTerm[term]!++
        }
      }
      return {
        total,
        traditions: traditions.map((one, n) => ({ tradition: one, tracks: perTradition[n]! })),
        tags: terms.flatMap((term, n) => {
          const tracks = perTerm[n + 1]!
          return tracks > 0 ? [{ ...term, tracks }] : []
        }),
        ...artists.mostFrequent(perArtist, MOST_ARTISTS),
        unsure: reasons.map((reason, n) => ({ reason, tracks: perReason[n + 1]! })),
      }
    },
    sorting: () => {
      catchUp()
      return {
        mode: (id) => (modeSlot(id) >>> 9) - 1,
        modeNames,
        confidence: (id) => {
          const slot = modeSlot(id)
          return slot === 0 || (slot & UNCALIBRATED) !== 0 ? -1 : certaintyIn(slot)
        },
        certain: (id) => isCertain(modeSlot(id)),
        tradition: (id) => (traditionOf[id] === UNKNOWN ? -1 : (traditionOf[id] ?? -1)),
      }
    },
    warm: async () => {
      while (db.open) {
        beginAgainIfStale()
        if (readUpTo === null) return
        readUpTo = read(readUpTo, TRACKS_AT_ONCE)
        await setImmediate()
      }
    },
  }
}

function certaintyIn(slot: number): number {
  return slot & 0x7f
}

function isCertain(slot: number): boolean {
  return certaintyIn(slot) >= CERTAIN && (slot & GUESSED) === 0
}

/** Which group of a filter a term belongs to, by its number; 255 where nothing of its vocabulary was chosen. */
function groupOfTerms({ tags }: Groups, terms: readonly TagRef[]): Uint8Array {
  const groups = new Uint8Array(terms.length + 1).fill(255)
  for (const [n, { vocabulary }] of terms.entries()) {
    const group = tags.findIndex((one) => one.vocabulary === vocabulary)
    if (group >= 0) groups[n + 1] = 3 + group
  }
  return groups
}

/** 1 + the place in `reasons` of why no mode is told of a track that was listened to; 0 where one is, or may not be. */
function unsureReason(
  heard: { obstacle: Obstacle | null; listened: boolean },
  place: number,
  certain: boolean,
): number {
  if (!heard.listened || certain || place === OTHER) return 0
  if (heard.obstacle !== null) return 1 + reasons.indexOf(heard.obstacle)
  return place === UNKNOWN ? 0 : 1 + reasons.indexOf('several-fit')
}
