import { createVectorIndex, type GraphSettings, type VectorIndex } from '../../native/vectors.ts'
import { type Allowed, allowedSlots } from './allowed.ts'
import { topK } from './exact.ts'
import { HUB_DAMPING, HUB_NEIGHBOURS } from './hubs.ts'
import { rankSlots } from './rank.ts'
import type { Space } from './space.ts'
import {
  createTable,
  dropVector,
  putVector,
  tableCosines,
  type VectorTable,
  vectorAt,
} from './vector-table.ts'

/**
 * From this many tracks on an index answers. The index is the faster one from 1,000 tracks on (0.16 against
 * 0.27 ms a query), but up to here an exact scan takes 1.2 ms, is never wrong and needs no building. What
 * decides are the densities (hubs.ts): without an index they take the square of the library, 6 s here.
 * Measured by bench/similar.ts.
 */
export const INDEX_FROM = 5000

/**
 * Links and candidates of the index. On the hard data set of bench/similar.ts, recall@10 against exact search is
 * 0.998 at 10,000 tracks with 400 candidates a search; at 100,000 it is 0.943, 0.985 and 0.990 with 400, 1,200
 * and 1,600. So the candidates grow with the library.
 */
export const GRAPH: GraphSettings = { m: 24, efConstruction: 200 }
const SEARCH_EF = 400
const SEARCH_EF_PER_TRACK = 0.016

/**
 * Nearest tracks, by cosine, that the hub-damped order picks from: ten an answer, up to so many more than
 * answers. Three an answer lose 0.017 of the recall.
 */
const CANDIDATES_PER_ANSWER = 10
const MOST_EXTRA_CANDIDATES = 500
const DENSITY_EF = 64

/**
 * A candidate of the index costs as much as an exact scan of so many tracks. With a filter, candidates are asked for
 * until enough of them are allowed; when that would cost more than a scan, the table is scanned.
 */
const SCANNED_PER_CANDIDATE = 16

/** Everything that answers of one epoch are computed from. Nothing in it ever meets another epoch. */
export interface Generation {
  readonly space: Space
  readonly table: VectorTable
  /** Null below {@link INDEX_FROM} tracks. */
  index: VectorIndex | null
  /** Tracks of the table that the index does not hold yet; it answers when none is left. */
  readonly unindexed: Set<number>
  /** Tracks whose density is not known yet; hubs are damped when none is left. */
  readonly unmeasured: Set<number>
  /** Tracks removed from the index or replaced in it since it was built: each leaves it a little worse. */
  dead: number
}

interface Neighbour {
  trackId: number
  /** Cosine in the space, -1 to 1; the order is by hub-damped score. */
  similarity: number
  /** Tracks of the library that come before this one in the same order, filters aside. */
  closer: number
}

export interface Neighbours {
  epoch: number
  method: 'exact' | 'hnsw'
  /** Tracks in the space, and those of them that could be in the answer, filters aside. */
  size: number
  others: number
  /** False while densities are still being measured: the order is by cosine alone. */
  damped: boolean
  neighbours: Neighbour[]
}

interface Search {
  vector: Float32Array
  k: number
  /** Never in the answer: the seed itself, and whatever the caller does not want to see. */
  exclude: number[]
  /** When given, only these tracks may be in the answer. */
  allow?: Allowed | undefined
  /** Not to use the index: the ground truth that it is measured against. */
  exact?: boolean | undefined
}

export function createGeneration(space: Space): Generation {
  return {
    space,
    table: createTable(space.dimension),
    index: null,
    unindexed: new Set(),
    unmeasured: new Set(),
    dead: 0,
  }
}

/** Adds or replaces a track: searchable at once, in the index too once it is complete. */
export function putTrack(
  generation: Generation,
  trackId: number,
  version: number,
  vector: Float32Array,
): void {
  const { table, index, unindexed, unmeasured } = generation
  const replaced = table.slots.has(trackId)
  putVector(table, trackId, version, vector)
  unmeasured.add(trackId)
  if (index === null) return
  if (replaced && !unindexed.has(trackId)) {
    index.remove(trackId)
    generation.dead++
  }
  unindexed.add(trackId)
}

export function dropTrack(generation: Generation, trackId: number): void {
  if (!dropVector(generation.table, trackId)) return
  generation.unmeasured.delete(trackId)
  if (generation.index === null || generation.unindexed.delete(trackId)) return
  generation.index.remove(trackId)
  generation.dead++
}

/** Begins, or begins again, an index over the whole table; {@link indexSome} fills it. */
export function startIndex(generation: Generation): void {
  const { table, unindexed } = generation
  dropIndex(generation)
  generation.index = createVectorIndex(table.dimension, Math.ceil(table.count * 1.1), GRAPH)
  for (let slot = 0; slot < table.count; slot++) unindexed.add(table.ids[slot]!)
}

/** Frees the index; the table answers. */
export function dropIndex(generation: Generation): void {
  generation.index?.release()
  generation.index = null
  generation.dead = 0
  generation.unindexed.clear()
}

/** Whether an index should be there but is not, or a quarter of it has been removed or replaced. */
export function indexDue({ table, index, dead }: Generation): boolean {
  return table.count >= INDEX_FROM && (index === null || dead > table.count / 4)
}

/** Inserts waiting tracks into the index until none is left or `until` (of performance.now) has come. */
export function indexSome({ table, index, unindexed }: Generation, until: number): void {
  if (index === null) return
  for (const trackId of unindexed) {
    index.put(trackId, vectorAt(table, table.slots.get(trackId)!))
    unindexed.delete(trackId)
    if (performance.now() >= until) return
  }
}

/** Measures densities that are not known yet until none is left or `until` has come. */
export function measureSome(generation: Generation, until: number): void {
  const { table, unmeasured } = generation
  for (const trackId of unmeasured) {
    const slot = table.slots.get(trackId)!
    table.densities[slot] = density(generation, slot)
    unmeasured.delete(trackId)
    if (performance.now() >= until) return
  }
}

function density(generation: Generation, slot: number): number {
  const { table } = generation
  const nearest = indexAnswers(generation)
    ? generation
        .index!.search(vectorAt(table, slot), HUB_NEIGHBOURS + 1, DENSITY_EF)
        .filter((hit) => hit.label !== table.ids[slot])
        .map((hit) => hit.similarity)
    : exactNearest(table, slot)
  const kept = nearest.slice(0, HUB_NEIGHBOURS)
  return kept.length === 0 ? 0 : kept.reduce((sum, similarity) => sum + similarity, 0) / kept.length
}

function exactNearest(table: VectorTable, slot: number): number[] {
  const similarities = new Float32Array(table.count)
  tableCosines(table, vectorAt(table, slot), similarities)
  similarities[slot] = Number.NEGATIVE_INFINITY
  const nearest = topK(similarities, table.count, Math.min(HUB_NEIGHBOURS, table.count - 1))
  return Array.from(nearest, (other) => similarities[other]!)
}

function indexAnswers({ index, unindexed }: Generation): boolean {
  return index !== null && unindexed.size === 0
}

/** The tracks nearest to a vector of the generation's own space, best first. */
export function findNeighbours(generation: Generation, search: Search): Neighbours {
  const { table, space, unmeasured } = generation
  const damped = unmeasured.size === 0
  const allowed = search.allow && allowedSlots(search.allow, table.ids, table.count)
  const byIndex =
    search.exact !== true && indexAnswers(generation)
      ? searchIndex(generation, search, allowed, damped)
      : undefined
  const found = byIndex ?? searchTable(generation, search, allowed, damped)
  return {
    epoch: space.epoch,
    method: byIndex ? 'hnsw' : 'exact',
    size: table.count,
    others: table.count - search.exclude.filter((id) => table.slots.has(id)).length,
    damped,
    neighbours: found.map((neighbour) => ({
      ...neighbour,
      similarity: Math.max(-1, Math.min(1, neighbour.similarity)),
    })),
  }
}

function searchTable(
  { table }: Generation,
  { vector, k, exclude }: Search,
  allowed: Uint8Array | undefined,
  damped: boolean,
): Neighbour[] {
  const { count, densities, slots, ids } = table
  const similarities = new Float32Array(count)
  tableCosines(table, vector, similarities)
  const scores = damped
    ? similarities.map((similarity, slot) => similarity - HUB_DAMPING * densities[slot]!)
    : similarities.slice()
  for (const id of exclude) {
    const slot = slots.get(id)
    if (slot !== undefined) scores[slot] = Number.NEGATIVE_INFINITY
  }
  return rankSlots(scores, count, k, allowed).map(({ slot, closer }) => ({
    trackId: ids[slot]!,
    similarity: similarities[slot]!,
    closer,
  }))
}

/** Undefined where the table answers sooner: so little is allowed that too many candidates would be looked at. */
function searchIndex(
  { table, index }: Generation,
  { vector, k, exclude }: Search,
  allowed: Uint8Array | undefined,
  damped: boolean,
): Neighbour[] | undefined {
  const pool = Math.min(k * CANDIDATES_PER_ANSWER, k + MOST_EXTRA_CANDIDATES)
  const least = Math.max(SEARCH_EF, table.count * SEARCH_EF_PER_TRACK)
  const most = allowed ? table.count / SCANNED_PER_CANDIDATE : Number.POSITIVE_INFINITY
  const left = new Set(exclude)
  const isAllowed = ({ label }: { label: number }) =>
    allowed === undefined || allowed[table.slots.get(label)!] === 1
  let wanted = pool / (allowed ? shareOf(allowed) : 1) + exclude.length
  for (; wanted <= most; wanted *= 2) {
    const hits = index!
      .search(vector, Math.ceil(wanted), Math.ceil(Math.max(least, wanted)))
      .filter((hit) => !left.has(hit.label))
    if (allowed && hits.filter(isAllowed).length < pool) continue
    return hits
      .map(({ label, similarity }) => ({
        label,
        similarity,
        score: damped
          ? similarity - HUB_DAMPING * table.densities[table.slots.get(label)!]!
          : similarity,
      }))
      .sort((a, b) => b.score - a.score)
      .map(({ label, similarity }, closer) => ({ trackId: label, label, similarity, closer }))
      .filter(isAllowed)
      .slice(0, k)
      .map(({ trackId, similarity, closer }) => ({ trackId, similarity, closer }))
  }
  return undefined
}

/** 0..1; never 0, so that it can be divided by. */
function shareOf(allowed: Uint8Array): number {
  const open = allowed.reduce((sum, one) => sum + one, 0)
  return Math.max(open, 0.5) / Math.max(1, allowed.length)
}

/** The cosine of a vector with every track of the generation, in one order with their ids. */
export function allCosines(
  { space, table }: Generation,
  vector: Float32Array,
): { epoch: number; trackIds: Uint32Array<ArrayBuffer>; cosines: Float32Array<ArrayBuffer> } {
  const cosines = new Float32Array(table.count)
  tableCosines(table, vector, cosines)
  return {
    epoch: space.epoch,
    trackIds: Uint32Array.from(table.ids.subarray(0, table.count)),
    cosines,
  }
}

/** The direction between some tracks: the mean of their unit vectors, of length 1; undefined where none is known. */
export function meanVector(
  { table }: Generation,
  trackIds: readonly number[],
): Float32Array | undefined {
  const slots = trackIds.flatMap((trackId) => table.slots.get(trackId) ?? [])
  if (slots.length === 0) return undefined
  const mean = new Float32Array(table.dimension)
  for (const slot of slots) {
    const vector = vectorAt(table, slot)
    for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]!
  }
  const length = Math.hypot(...mean)
  return length === 0 ? mean : mean.map((value) => value / length)
}
