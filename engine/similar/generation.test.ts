import { describe, expect, it } from 'vitest'
import { allowOnly } from './allowed.ts'
import {
  createGeneration,
  dropTrack,
  findNeighbours,
  type Generation,
  indexSome,
  measureSome,
  putTrack,
  startIndex,
} from './generation.ts'
import { seededRandom } from './hard-library.ts'
import { HUB_DAMPING } from './hubs.ts'
import { vectorAt } from './vector-table.ts'

const DIMENSION = 24

/** Clustered unit vectors, ids from 1. */
function vectors(count: number): Float32Array[] {
  const random = seededRandom(5)
  const centres = Array.from({ length: 30 }, () =>
    Array.from({ length: DIMENSION }, () => random() - 0.5),
  )
  return Array.from({ length: count }, (_, n) => {
    const raw = centres[n % 30]!.map((c) => c + 1.2 * (random() - 0.5))
    const length = Math.hypot(...raw)
    return Float32Array.from(raw, (v) => v / length)
  })
}

function filled(count: number): Generation {
  const generation = createGeneration({
    epoch: 1,
    layers: 1,
    hiddenSize: DIMENSION,
    fittedCount: count,
    dimension: DIMENSION,
    shrinkage: 0,
    layerWeights: Float32Array.of(1),
    centre: new Float32Array(DIMENSION),
    projection: new Float32Array(DIMENSION * DIMENSION),
  })
  vectors(count).forEach((vector, n) => {
    putTrack(generation, n + 1, 1, vector)
  })
  return generation
}

function near(generation: Generation, trackId: number, k = 10) {
  const vector = vectorAt(generation.table, generation.table.slots.get(trackId)!)
  return findNeighbours(generation, { vector, k, exclude: [trackId] })
}

function ids(generation: Generation, trackId: number, k = 10): number[] {
  return near(generation, trackId, k).neighbours.map((neighbour) => neighbour.trackId)
}

const now = Number.POSITIVE_INFINITY

describe('findNeighbours', () => {
  it('gives a cosine, and how many of the other tracks are closer than a neighbour', () => {
    const generation = filled(101)
    const { neighbours, ...rest } = near(generation, 1, 100)
    expect(rest).toEqual({ epoch: 1, method: 'exact', size: 101, others: 100, damped: false })
    expect(neighbours).toHaveLength(100)
    neighbours.forEach(({ similarity, closer }, n) => {
      expect(closer).toBe(n)
      if (n > 0) expect(similarity).toBeLessThanOrEqual(neighbours[n - 1]!.similarity)
    })
  })

  it('orders by cosine less a share of the density once all are measured', () => {
    const generation = filled(200)
    measureSome(generation, now)
    const { neighbours, damped } = near(generation, 1, 199)
    expect(damped).toBe(true)
    const { densities, slots } = generation.table
    const scores = neighbours.map(
      ({ trackId, similarity }) => similarity - HUB_DAMPING * densities[slots.get(trackId)!]!,
    )
    for (let n = 1; n < scores.length; n++) {
      expect(scores[n]).toBeLessThanOrEqual(scores[n - 1]! + 1e-6)
    }
    expect(neighbours.map(({ closer }) => closer)).toEqual(neighbours.map((_, n) => n))
  })

  it('agrees with exact search through the index, damped and undamped', () => {
    const exact = filled(3000)
    const indexed = filled(3000)
    startIndex(indexed)
    indexSome(indexed, now)
    for (const generation of [exact, indexed]) measureSome(generation, now)
    let found = 0
    for (let trackId = 1; trackId <= 3000; trackId += 30) {
      expect(near(indexed, trackId).method).toBe('hnsw')
      const truth = new Set(ids(exact, trackId))
      found += ids(indexed, trackId).filter((id) => truth.has(id)).length
    }
    expect(found / 1000).toBeGreaterThan(0.98)
  })

  it('shows additions and hides removals at once, before and after they are indexed', () => {
    const generation = filled(1000)
    startIndex(generation)
    indexSome(generation, now)
    const twin = vectorAt(generation.table, 41)
    putTrack(generation, 5000, 1, twin)
    expect(ids(generation, 42)[0]).toBe(5000)
    expect(near(generation, 42).method).toBe('exact')
    indexSome(generation, now)
    expect(near(generation, 42).method).toBe('hnsw')
    expect(ids(generation, 42)[0]).toBe(5000)
    dropTrack(generation, 5000)
    expect(ids(generation, 42)).not.toContain(5000)
    // Replaced, then dropped before the index has seen the new vector, then back again.
    putTrack(generation, 7, 2, twin)
    dropTrack(generation, 7)
    indexSome(generation, now)
    expect(near(generation, 42).method).toBe('hnsw')
    expect(ids(generation, 42)).not.toContain(7)
    putTrack(generation, 7, 3, twin)
    indexSome(generation, now)
    expect(ids(generation, 42)[0]).toBe(7)
  })

  it('keeps to the allowed tracks and leaves out the excluded ones', () => {
    const generation = filled(500)
    startIndex(generation)
    indexSome(generation, now)
    const vector = vectorAt(generation.table, 0)
    const allow = allowOnly([1, 3, 99, 200, 12345])
    const only = findNeighbours(generation, { vector, k: 10, exclude: [1, 99], allow })
    expect(only.method).toBe('exact')
    expect(only.neighbours.map((n) => n.trackId).sort((a, b) => a - b)).toEqual([3, 200])
    const [first, second] = ids(generation, 1)
    const without = findNeighbours(generation, { vector, k: 5, exclude: [1, first!] })
    expect(without.neighbours[0]?.trackId).toBe(second)
  })

  it('finds k of what a filter allows, through the index where much is and by the table where little is', () => {
    const generation = filled(3000)
    startIndex(generation)
    indexSome(generation, now)
    measureSome(generation, now)
    const search = (trackId: number, allow: ReturnType<typeof allowOnly>, exact: boolean) => {
      const vector = vectorAt(generation.table, generation.table.slots.get(trackId)!)
      return findNeighbours(generation, { vector, k: 10, exclude: [trackId], allow, exact })
    }
    const every = (n: number) =>
      allowOnly(Array.from({ length: 3000 / n }, (_, place) => 1 + place * n))
    for (const [n, method] of [
      [1, 'hnsw'],
      [50, 'exact'],
    ] as const) {
      let same = 0
      for (let trackId = 1; trackId <= 3000; trackId += 100) {
        const found = search(trackId, every(n), false)
        const truth = search(trackId, every(n), true)
        expect({ method: found.method, size: found.size }).toEqual({ method, size: 3000 })
        expect(found.neighbours).toHaveLength(10)
        const ids = new Set(truth.neighbours.map((one) => one.trackId))
        same += found.neighbours.filter((one) => ids.has(one.trackId)).length
      }
      expect(same / 300).toBeGreaterThan(0.98)
    }
  })

  it('asks the index for more while too few of what is near are allowed', () => {
    const generation = filled(3000)
    startIndex(generation)
    indexSome(generation, now)
    const vector = vectorAt(generation.table, 0)
    const near = new Set(ids(generation, 1, 150))
    const far = allowOnly(
      Array.from({ length: 3000 }, (_, n) => n + 1).filter((id) => !near.has(id)),
    )
    const { neighbours } = findNeighbours(generation, { vector, k: 3, exclude: [1], allow: far })
    expect(neighbours).toHaveLength(3)
    for (const { trackId, closer } of neighbours) {
      expect(near.has(trackId)).toBe(false)
      expect(closer).toBeGreaterThanOrEqual(145)
    }
  })

  it('has no neighbours for the only track, and one of two', () => {
    expect(near(filled(1), 1).neighbours).toEqual([])
    const two = near(filled(2), 1).neighbours
    expect(two).toHaveLength(1)
    expect(two[0]?.closer).toBe(0)
  })
})
