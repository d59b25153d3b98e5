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

/** How alike a melody is to every melody, in one order with their ids. */
export interface AllOverlaps {
  trackIds: Uint32Array
  /** Bhattacharyya coefficients, 0..1. */
  overlaps: Float32Array
}

/** The tonic-aligned shapes of all melodies in memory: 84 bytes a track. */
export interface ModeSpace {
  size(): number
  has(trackId: number): boolean
  /**
   * The overlap of every melody with what some melodies have in common: the mean of their shapes, each of length 1.
   * Undefined where none of the tracks has a melody.
   */
  overlaps(trackIds: readonly number[]): AllOverlaps | undefined
}

/** Reads shapes as they change, told by a trigger of the connection. */
export function openModeSpace(db: Database): ModeSpace {
  let rowOf = new Map<number, number>()
  let ids: number[] = []
  let shapes = new Uint8Array(0)
  /** 1 / length of each shape; 0 for one that holds nothing. */
  let scales = new Float32Array(0)
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
        const longer = new Float32Array(grown.length / SHAPE)
        longer.set(scales)
        scales = longer
      }
    }
    shapes.set(shape.subarray(0, SHAPE), row * SHAPE)
    const length = Math.hypot(...shape.subarray(0, SHAPE))
    scales[row] = length === 0 ? 0 : 1 / length
  }

  function drop(id: number): void {
    const row = rowOf.get(id)
    const last = ids.at(-1)
    if (row === undefined || last === undefined) return
    shapes.copyWithin(row * SHAPE, (ids.length - 1) * SHAPE, ids.length * SHAPE)
    scales[row] = scales[ids.length - 1]!
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

  /** The sum of shapes, each of length 1, itself of length 1. */
  function meanShape(rows: readonly number[]): Float32Array {
    const mean = new Float32Array(SHAPE)
    for (const row of rows)
      for (let k = 0; k < SHAPE; k++) mean[k]! += shapes[row * SHAPE + k]! * scales[row]!
    const length = Math.hypot(...mean)
    return length === 0 ? mean : mean.map((value) => value / length)
  }

  return {
    size: () => {
      catchUp()
      return ids.length
    },
    has: (trackId) => {
      catchUp()
      return rowOf.has(trackId)
    },
    overlaps: (trackIds) => {
      catchUp()
      const rows = trackIds.flatMap((trackId) => rowOf.get(trackId) ?? [])
      if (rows.length === 0) return undefined
      const seed = meanShape(rows)
      const overlaps = new Float32Array(ids.length)
      for (let row = 0, at = 0; row < ids.length; row++) {
        let dot = 0
        for (let k = 0; k < SHAPE; k++, at++) dot += seed[k]! * shapes[at]!
        overlaps[row] = Math.min(1, dot * scales[row]!)
      }
      return { trackIds: Uint32Array.from(ids), overlaps }
    },
  }
}
