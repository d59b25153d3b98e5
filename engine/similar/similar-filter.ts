import { type BrowseFilter, browseFilter } from '../../contract/browse.ts'
import {
  type SimilarFilter,
  type SimilarFilterPart,
  similarFilterPart,
} from '../../contract/similar.ts'
import { tradition } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { type Allowed, allowOnly } from './allowed.ts'

type TrackTest = (trackId: number) => boolean

export interface FilterParts {
  db: Database
  /** Every track of the library, in any order. */
  trackIds(): Int32Array
  /** Tells of each track of a filter whether it belongs to it. */
  matches(filter: BrowseFilter): TrackTest
}

/** How a part is taken out of a filter. */
const without: Record<SimilarFilterPart, (filter: SimilarFilter) => SimilarFilter> = {
  folders: (filter) => ({ ...filter, folderIds: [] }),
  traditions: (filter) => browsing(filter, { traditions: [] }),
  tags: (filter) => browsing(filter, { tags: [] }),
  artists: (filter) => browsing(filter, { artists: [] }),
  unsure: (filter) => browsing(filter, { unsure: false }),
  duration: ({ minDuration: _, maxDuration: __, ...rest }) => rest,
  otherTraditions: (filter) => ({ ...filter, otherTraditions: false }),
  withoutMissing: (filter) => ({ ...filter, withoutMissing: false }),
}

function browsing(filter: SimilarFilter, change: Partial<BrowseFilter>): SimilarFilter {
  return filter.browse ? { ...filter, browse: { ...filter.browse, ...change } } : filter
}

/**
 * The tracks that a filter lets through; undefined where it lets all of them. At most so many of an artist is not
 * for this to see: it depends on who is nearest.
 */
export function allowedTracks(
  parts: FilterParts,
  filter: SimilarFilter,
  seedIds: readonly number[],
): Allowed | undefined {
  const tests = testsOf(parts, filter, seedIds)
  if (tests.length === 0) return undefined
  return allowOnly(parts.trackIds().filter((id) => tests.every((test) => test(id))))
}

/** What each part of a filter that lets nothing of a space through costs by itself, the dearest first. */
export function filterCosts(
  parts: FilterParts,
  filter: SimilarFilter,
  seedIds: readonly number[],
  inSpace: TrackTest,
): { part: SimilarFilterPart; tracks: number }[] {
  const seeds = new Set(seedIds)
  const members = parts.trackIds().filter((id) => !seeds.has(id) && inSpace(id))
  return similarFilterPart.options
    .map((part) => {
      const tests = testsOf(parts, without[part](filter), seedIds)
      return { part, tracks: members.filter((id) => tests.every((test) => test(id))).length }
    })
    .filter(({ tracks }) => tracks > 0)
    .sort((a, b) => b.tracks - a.tracks)
}

function testsOf(
  parts: FilterParts,
  filter: SimilarFilter,
  seedIds: readonly number[],
): TrackTest[] {
  const { db, matches } = parts
  const { folderIds, browse, minDuration, maxDuration, otherTraditions, withoutMissing } = filter
  const tests: TrackTest[] = []
  if (folderIds.length > 0) tests.push(memberOf(inFolders(db, folderIds)))
  if (minDuration !== undefined || maxDuration !== undefined)
    tests.push(memberOf(lasting(db, minDuration ?? 0, maxDuration ?? Number.MAX_VALUE)))
  if (withoutMissing) {
    const gone = new Set(missing(db))
    tests.push((id) => !gone.has(id))
  }
  if (browse && narrows(browse)) tests.push(matches(browse))
  if (otherTraditions) tests.push(ofOtherTraditions(parts, seedIds))
  return tests
}

function narrows({ traditions, tags, artists, unsure }: BrowseFilter): boolean {
  return unsure || traditions.length + tags.length + artists.length > 0
}

function memberOf(trackIds: readonly number[]): TrackTest {
  const allowed = allowOnly(trackIds)
  return (id) => allowed[id] === 1
}

function ofOtherTraditions({ matches }: FilterParts, seedIds: readonly number[]): TrackTest {
  const others = tradition.options.filter((one) => {
    const isOfIt = matches(browseFilter.parse({ traditions: [one] }))
    return !seedIds.some(isOfIt)
  })
  return others.length > 0 ? matches(browseFilter.parse({ traditions: others })) : () => false
}

function inFolders(db: Database, folderIds: readonly number[]): number[] {
  return db
    .prepare<[string], number>(
      `SELECT track_id FROM file INDEXED BY file_by_track
       WHERE track_id IS NOT NULL AND folder_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(folderIds))
}

function lasting(db: Database, least: number, most: number): number[] {
  return db
    .prepare<[number, number], number>('SELECT id FROM track WHERE duration BETWEEN ? AND ?')
    .pluck()
    .all(least, most)
}

function missing(db: Database): number[] {
  return db.prepare<[], number>('SELECT id FROM track WHERE missing = 1').pluck().all()
}
