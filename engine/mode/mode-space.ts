import type { Database } from '../../native/sqlite.ts'
import { BIN_CENTS, BINS, distributionOf } from './pitch-class-distribution.ts'
import { fromTonic } from './teaching.ts'

/** Values of a shape: bins of 15 cents, so that small differences of intonation do not part two tracks. */
const SHAPE = BINS / 2
/** Smoothing of the distributions before they are compared, cents. */
const WIDTH = 20
const LARGEST = 255

/**
 * A melody's distribution from its tonic as it is compared: square roots of 80 bins of 15 cents in unsigned bytes,
 * scaled to the largest. Two transpositions of a melody have one shape.
 */
export function shapeOf(whole: Float32Array, tonic: number): Uint8Array {
  const aligned = fromTonic(whole, Math.round(tonic / BIN_CENTS) % BINS)
  const smooth = distributionOf(
    Array.from(aligned, (share, k) => [k * BIN_CENTS, share] as const),
    WIDTH,
  )
  const roots = Float32Array.from({ length: SHAPE }, (_, k) =>
    Math.sqrt(smooth[2 * k]! + smooth[2 * k + 1]!),
  )
  const most = roots.reduce((largest, value) => Math.max(largest, value), 0) || 1
  return Uint8Array.from(roots, (value) => Math.round((value / most) * LARGEST))
}

/** How much two shapes overlap: their Bhattacharyya coefficient, 0..1. */
export function shapeOverlap(a: Uint8Array, b: Uint8Array): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let k = 0; k < SHAPE; k++) {
    dot += a[k]! * b[k]!
    aa += a[k]! * a[k]!
    bb += b[k]! * b[k]!
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb)
}

export interface ModeNeighbour {
  trackId: number
  overlap: number
}

/** The tonic-aligned shapes of all melodies in memory: 80 bytes a track. */
export interface ModeSpace {
  size(): number
  shape(trackId: number): Uint8Array | undefined
  /** The `k` tracks whose melodies are most alike to a track's, nearest first; undefined where it has none. Exact. */
  nearest(trackId: number, k: number): ModeNeighbour[] | undefined
}

/** Reads shapes as they change, told by a trigger of the connection. */
export function openModeSpace(db: Database): ModeSpace {
  let rowOf = new Map<number, number>()
  let ids: number[] = []
  let shapes = new Uint8Array(0)
  let everything = true
  const touched = new Set<number>()
  const one = db
    .prepare<[number], Buffer>('SELECT shape FROM mode WHERE track_id = ? AND shape IS NOT NULL')
    .pluck()
  const all = db
    .prepare<[], [number, Buffer]>(
      'SELECT track_id, shape FROM mode WHERE shape IS NOT NULL ORDER BY track_id',
    )
    .raw()
  db.function('naghma_shape_touched', (id: unknown) => {
    if (typeof id === 'number') touched.add(id)
    return null
  })
  for (const [event, row] of [
    ['INSERT', 'new'],
    ['UPDATE OF shape', 'new'],
    ['DELETE', 'old'],
  ])
    db.exec(
      `CREATE TEMP TRIGGER naghma_shape_${event?.slice(0, 6)} AFTER ${event} ON main.mode
       BEGIN SELECT naghma_shape_touched(${row}.track_id); END;`,
    )

  function put(id: number, shape: Uint8Array): void {
    const row = rowOf.get(id) ?? ids.length
    if (row === ids.length) {
      ids.push(id)
      rowOf.set(id, row)
      if (ids.length * SHAPE > shapes.length) {
        const grown = new Uint8Array(Math.max(1024 * SHAPE, shapes.length * 2))
        grown.set(shapes)
        shapes = grown
      }
    }
    shapes.set(shape.subarray(0, SHAPE), row * SHAPE)
  }

  function drop(id: number): void {
    const row = rowOf.get(id)
    const last = ids.at(-1)
    if (row === undefined || last === undefined) return
    shapes.copyWithin(row * SHAPE, (ids.length - 1) * SHAPE, ids.length * SHAPE)
    ids[row] = last
    rowOf.set(last, row)
    ids.pop()
    rowOf.delete(id)
  }

  function catchUp(): void {
    if (everything) {
      rowOf = new Map()
      ids = []
      for (const [id, shape] of all.iterate()) put(id, shape)
      everything = false
    } else
      for (const id of touched) {
        const shape = one.get(id)
        if (shape) put(id, shape)
        else drop(id)
      }
    touched.clear()
  }

  function shape(trackId: number): Uint8Array | undefined {
    catchUp()
    const row = rowOf.get(trackId)
    return row === undefined ? undefined : shapes.slice(row * SHAPE, (row + 1) * SHAPE)
  }

  return {
    size: () => {
      catchUp()
      return ids.length
    },
    shape,
    nearest: (trackId, k) => {
      const seed = shape(trackId)
      if (!seed) return undefined
      const nearest: ModeNeighbour[] = []
      for (const [row, id] of ids.entries()) {
        if (id === trackId) continue
        const overlap = shapeOverlap(seed, shapes.subarray(row * SHAPE, (row + 1) * SHAPE))
        keepNearest(nearest, { trackId: id, overlap }, k)
      }
      return nearest
    },
  }
}

/** Puts a neighbour in its place among the nearest so far, of which `k` are kept. */
function keepNearest(nearest: ModeNeighbour[], neighbour: ModeNeighbour, k: number): void {
  if (nearest.length === k && neighbour.overlap <= nearest.at(-1)!.overlap) return
  let low = 0
  let high = nearest.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (nearest[middle]!.overlap >= neighbour.overlap) low = middle + 1
    else high = middle
  }
  nearest.splice(low, 0, neighbour)
  if (nearest.length > k) nearest.pop()
}
