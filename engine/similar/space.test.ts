import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLayerWeights, fitSpace } from './fit-space.ts'
import { hardLibrary } from './hard-library.ts'
import { meansBytes, mixLayers, project, readMeans, type Space } from './space.ts'

const shape = { layers: 4, hiddenSize: 48 }

function values(means: Uint8Array, of = shape): Float16Array {
  const read = readMeans(of, means)
  if ('refused' in read) throw new Error(read.refused)
  return read.values
}

function fitted(tracks: Float16Array[], of = shape): Space {
  const layerWeights = fitLayerWeights(of, tracks)
  const mixed = new Float32Array(tracks.length * of.hiddenSize)
  for (const [n, track] of tracks.entries()) {
    mixLayers(layerWeights, track, mixed, n * of.hiddenSize)
  }
  return fitSpace({ ...of, epoch: 1, fittedCount: tracks.length, layerWeights, mixed })
}

function made(count: number, seed = 1): Float16Array[] {
  const library = hardLibrary(seed, shape)
  return Array.from({ length: count }, (_, n) => values(library.means(n)))
}

/** The same recording through another codec: a little noise on everything, and a little gain. */
function reencoded(track: Float16Array): Float16Array {
  return track.map((value, i) => value * 1.002 + 0.002 * Math.sin(i * 12.9898))
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

describe('readMeans', () => {
  const good = new Uint8Array(new Float16Array(4 * 48).fill(0.5).buffer)

  it('refuses what cannot be a sound', () => {
    const nan = new Float16Array(4 * 48).fill(0.5)
    nan[100] = Number.NaN
    const infinite = new Float16Array(4 * 48).fill(0.5)
    infinite[3] = Number.NEGATIVE_INFINITY
    expect(readMeans(shape, good.subarray(1))).toEqual({ refused: '383 bytes instead of 384' })
    expect(readMeans(shape, new Uint8Array(0))).toHaveProperty('refused')
    for (const bad of [nan, infinite]) {
      expect(readMeans(shape, new Uint8Array(bad.buffer))).toEqual({
        refused: 'a value that is not a finite number',
      })
    }
    expect(readMeans(shape, new Uint8Array(meansBytes(shape)))).toEqual({
      refused: 'nothing but zeros',
    })
  })

  it('reads a blob at an odd address, as it comes out of a pool', () => {
    const shifted = new Uint8Array(good.length + 1)
    shifted.set(good, 1)
    expect(values(shifted.subarray(1))).toEqual(values(good))
  })
})

describe('space', () => {
  it('ranks another encoding of a recording first, from three tracks up', () => {
    for (const count of [3, 4, 7, 12, 30, 100, 400]) {
      const originals = made(count - 1, count)
      const seed = originals[count >> 1]!
      const tracks = [...originals, reencoded(seed)]
      const space = fitted(tracks)
      const vectors = tracks.map((track) => project(space, track))
      const cosines = vectors.map((vector) => dot(vector, vectors[count >> 1]!))
      cosines[count >> 1] = -2
      const best = Math.max(...cosines)
      expect(cosines[count - 1], `${count} tracks`).toBe(best)
      expect(best).toBeGreaterThan(0.8)
    }
  })

  it('tells unrelated tracks apart that are all alike before centring', () => {
    const tracks = made(300)
    const space = fitted(tracks)
    const raw = tracks.map((track) => Float32Array.from(track.subarray(48, 96)))
    const rawMean = meanCosine(raw.map(unit))
    const mean = meanCosine(tracks.map((track) => project(space, track)))
    expect(rawMean).toBeGreaterThan(0.8)
    expect(Math.abs(mean)).toBeLessThan(0.05)
  })

  it('whitens: with many tracks the kept components have about the same variance', () => {
    const tracks = made(2000)
    const space = fitted(tracks)
    const mixed = new Float32Array(48)
    const variances = new Float64Array(space.dimension)
    for (const track of tracks) {
      mixLayers(space.layerWeights, track, mixed)
      for (let d = 0; d < space.dimension; d++) {
        let sum = 0
        for (let i = 0; i < 48; i++) {
          sum += space.projection[d * 48 + i]! * (mixed[i]! - space.centre[i]!)
        }
        variances[d]! += (sum * sum) / tracks.length
      }
    }
    expect(space.shrinkage).toBeLessThan(0.05)
    expect(Math.max(...variances) / Math.min(...variances)).toBeLessThan(3)
  })

  it('shrinks the more the fewer tracks there are', () => {
    const [few, some, many] = [5, 60, 2000].map((count) => fitted(made(count)).shrinkage)
    expect(few!).toBeGreaterThan(some!)
    expect(some!).toBeGreaterThan(many!)
  })

  it('has at most as many dimensions as the tracks span, and 256', () => {
    expect(fitted(made(3)).dimension).toBe(2)
    expect(fitted(made(20)).dimension).toBeLessThanOrEqual(19)
    const wide = { layers: 2, hiddenSize: 300 }
    const library = hardLibrary(3, wide)
    const tracks = Array.from({ length: 400 }, (_, n) => values(library.means(n), wide))
    expect(fitted(tracks, wide).dimension).toBe(256)
  })

  it('works for one track, for two, and for copies of one', () => {
    const [a, b] = made(2)
    for (const tracks of [[a!], [a!, b!], [a!, a!, a!, a!]]) {
      const space = fitted(tracks)
      const vectors = tracks.map((track) => project(space, track))
      for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 5)
    }
    const copies = fitted([a!, a!, a!])
    expect(dot(project(copies, a!), project(copies, a!))).toBeCloseTo(1, 5)
  })

  it('does not depend on how loud a layer is', () => {
    const tracks = made(100)
    const loud = tracks.map((track) => track.map((v, i) => (i >= 48 && i < 96 ? v * 8 : v)))
    const cosines = [tracks, loud].map((library) => {
      const space = fitted(library)
      return dot(project(space, library[0]!), project(space, library[1]!))
    })
    expect(cosines[0]!).toBeCloseTo(cosines[1]!, 2)
  })

  it('makes finite vectors of length 1 or 0 of any sound', () => {
    const space = fitted(made(50))
    const finite = fc.float({ min: -1000, max: 1000, noNaN: true })
    fc.assert(
      fc.property(fc.array(finite, { minLength: 192, maxLength: 192 }), (sound) => {
        const vector = project(space, Float16Array.from(sound))
        const length = dot(vector, vector)
        expect(Math.abs(length - 1) < 1e-4 || length === 0).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  return vector.map((value) => value / length)
}

function meanCosine(vectors: Float32Array[]): number {
  let sum = 0
  for (let n = 1; n < vectors.length; n++) sum += dot(vectors[n]!, vectors[n - 1]!)
  return sum / (vectors.length - 1)
}
