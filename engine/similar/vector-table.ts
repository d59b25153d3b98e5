import { cosines } from './exact.ts'

/** Rows in one block of vectors: blocks are added as the library grows, so that nothing is ever copied whole. */
export const BLOCK_ROWS = 4096

/**
 * The projected tracks of one epoch, packed: slots 0 to count - 1 are all in use, and a removed slot is filled
 * with the last one. Held as float16: half the memory, no slower to scan, and the cosine of two unit vectors
 * changes by less than 1e-4.
 */
export interface VectorTable {
  readonly dimension: number
  count: number
  /** [capacity] */
  ids: Uint32Array
  /** [capacity]: version of the means each vector was projected from. */
  versions: Float64Array
  /** [capacity]: mean cosine with the nearest tracks (hubs.ts); NaN while not measured. */
  densities: Float32Array
  /** Each [BLOCK_ROWS, dimension]. */
  blocks: Float16Array[]
  slots: Map<number, number>
}

export function createTable(dimension: number): VectorTable {
  return {
    dimension,
    count: 0,
    ids: new Uint32Array(0),
    versions: new Float64Array(0),
    densities: new Float32Array(0),
    blocks: [],
    slots: new Map(),
  }
}

/** Makes room for `rows` rows in all. */
export function reserve(table: VectorTable, rows: number): void {
  while (table.blocks.length * BLOCK_ROWS < rows) {
    table.blocks.push(new Float16Array(BLOCK_ROWS * table.dimension))
  }
  const capacity = table.blocks.length * BLOCK_ROWS
  if (capacity === table.ids.length) return
  const { ids, versions, densities } = table
  table.ids = new Uint32Array(capacity)
  table.versions = new Float64Array(capacity)
  table.densities = new Float32Array(capacity)
  table.ids.set(ids)
  table.versions.set(versions)
  table.densities.set(densities)
}

/** The vector at a slot. */
export function vectorAt(table: VectorTable, slot: number): Float32Array {
  return new Float32Array(rowAt(table, slot))
}

/** A view, valid until the table changes. */
function rowAt({ blocks, dimension }: VectorTable, slot: number): Float16Array {
  const row = (slot % BLOCK_ROWS) * dimension
  return blocks[Math.floor(slot / BLOCK_ROWS)]!.subarray(row, row + dimension)
}

/** Adds or replaces a track; its density is unknown from then on. */
export function putVector(
  table: VectorTable,
  trackId: number,
  version: number,
  vector: Float32Array,
): void {
  let slot = table.slots.get(trackId)
  if (slot === undefined) {
    slot = table.count++
    reserve(table, table.count)
    table.slots.set(trackId, slot)
    table.ids[slot] = trackId
  }
  table.versions[slot] = version
  table.densities[slot] = Number.NaN
  rowAt(table, slot).set(vector)
}

/** Whether the track was there. */
export function dropVector(table: VectorTable, trackId: number): boolean {
  const slot = table.slots.get(trackId)
  if (slot === undefined) return false
  const last = --table.count
  table.slots.delete(trackId)
  if (slot !== last) {
    const moved = table.ids[last]!
    table.ids[slot] = moved
    table.versions[slot] = table.versions[last]!
    table.densities[slot] = table.densities[last]!
    rowAt(table, slot).set(rowAt(table, last))
    table.slots.set(moved, slot)
  }
  if (table.blocks.length - 1 > Math.ceil(table.count / BLOCK_ROWS)) table.blocks.pop()
  return true
}

/** Cosines of a unit query with every slot, written to `out` [count or longer]. */
export function tableCosines(table: VectorTable, query: Float32Array, out: Float32Array): void {
  for (let from = 0, block = 0; from < table.count; from += BLOCK_ROWS, block++) {
    const rows = Math.min(BLOCK_ROWS, table.count - from)
    cosines(table.blocks[block]!, query, rows, out.subarray(from, from + rows))
  }
}
