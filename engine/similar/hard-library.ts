import type { MeansShape } from './space.ts'

/** mulberry32: a small seeded generator, uniform in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** What a made track is, besides its sound: the truth that neighbours can be judged by. */
interface MadeTrack {
  /** Style, 0 to 39, of very unequal size. */
  style: number
  /** Group within the style (an artist or a raga): the tracks that should be neighbours. */
  group: number
  /** The earlier track this one is another copy of, or null. */
  copyOf: number | null
}

export interface HardLibrary {
  shape: MeansShape
  track(n: number): MadeTrack
  /** float16 layer means of track `n`, [layers, hiddenSize] as the encoder stores them. Deterministic. */
  means(n: number): Uint8Array
}

const STYLES = 40
const GROUPS_PER_STYLE = 60
const COPIES = 0.05
const STYLE = 0.4
const GROUP = 0.5
const NOISE = 1
const MEAN_LENGTH = 4

/**
 * A library that is hard to search, made on demand from a seed. What makes it hard, as real transformer
 * embeddings are and random clusters are not:
 *
 * - anisotropic: variances fall as a power of the component (exponent 1), and a common mean four times as long
 *   as the spread makes every raw cosine about 0.94;
 * - clustered in two levels, styles of Zipf sizes and groups inside them, that overlap: each track leans by up
 *   to a half towards some other group, and its own noise is twice as large as what its group shares;
 * - heavy-tailed: each track's own noise has a Student-t (4 degrees) length, which makes outliers and hubs;
 * - near-duplicates: one track in twenty is an earlier one with 3 % of noise, as another encoding would be;
 * - thirteen layers that differ in size and offset, and each adds noise of its own.
 */
export function hardLibrary(seed: number, shape: MeansShape = { layers: 13, hiddenSize: 768 }) {
  const { layers, hiddenSize } = shape
  const random = seededRandom(seed)
  const pool = gaussians(random, (1 << 20) + hiddenSize)
  const spread = Float64Array.from({ length: hiddenSize }, (_, i) => (i + 1) ** -0.5)
  const total = Math.sqrt(spread.reduce((sum, s) => sum + s * s, 0))
  const mirrors = [0, 1, 2].map(() => unit(slice(pool, random, hiddenSize)))
  const mean = unit(slice(pool, random, hiddenSize)).map((v) => v * total * MEAN_LENGTH)
  const layerSize = Float64Array.from({ length: layers }, () => 0.3 + 2 * random())
  const layerOffset = Array.from({ length: layers }, () =>
    unit(slice(pool, random, hiddenSize)).map((v) => v * total * 2),
  )
  const styleCentres = Array.from({ length: STYLES }, () => slice(pool, random, hiddenSize))
  const groupCentres = Array.from({ length: STYLES * GROUPS_PER_STYLE }, () =>
    slice(pool, random, hiddenSize),
  )
  const styleEnds = zipfEnds(STYLES)
  const groupEnds = zipfEnds(GROUPS_PER_STYLE)

  function track(n: number): MadeTrack {
    const own = seededRandom(seed * 7919 + n * 104729 + 1)
    if (n > 0 && own() < COPIES) {
      const copyOf = original(Math.floor(own() * n))
      return { ...track(copyOf), copyOf }
    }
    own()
    const style = place(styleEnds, own())
    return { style, group: style * GROUPS_PER_STYLE + place(groupEnds, own()), copyOf: null }
  }

  function original(n: number): number {
    return track(n).copyOf ?? n
  }

  function latent(n: number): Float64Array {
    const { style, group, copyOf } = track(n)
    const own = seededRandom(seed * 31 + n * 7 + 3)
    const noise = slice(pool, own, hiddenSize)
    if (copyOf !== null) {
      const base = latent(copyOf)
      const size = 0.03
      for (let i = 0; i < hiddenSize; i++) base[i]! += size * spread[i]! * noise[i]!
      return base
    }
    const length = studentLength(slice(pool, own, 4))
    const a = styleCentres[style]!
    const b = groupCentres[group]!
    const c = groupCentres[Math.floor(own() * groupCentres.length)]!
    const lean = 0.5 * own()
    const out = new Float64Array(hiddenSize)
    for (let i = 0; i < hiddenSize; i++) {
      const clustered = STYLE * a[i]! + GROUP * ((1 - lean) * b[i]! + lean * c[i]!)
      out[i] = spread[i]! * (clustered + NOISE * length * noise[i]!)
    }
    return out
  }

  function means(n: number): Uint8Array {
    const base = latent(n)
    for (const mirror of mirrors) reflect(base, mirror)
    const own = seededRandom(seed * 131 + n * 17 + 5)
    const out = new Float16Array(layers * hiddenSize)
    for (let layer = 0; layer < layers; layer++) {
      const noise = Math.floor(own() * (1 << 20))
      const size = layerSize[layer]!
      const offset = layerOffset[layer]!
      for (let i = 0; i < hiddenSize; i++) {
        const own768 = 0.01 * pool[noise + i]!
        out[layer * hiddenSize + i] = size * (mean[i]! + offset[i]! + base[i]! + own768)
      }
    }
    return new Uint8Array(out.buffer)
  }

  return { shape, track, means } satisfies HardLibrary
}

function gaussians(random: () => number, count: number): Float32Array {
  const out = new Float32Array(count)
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    out[i] = radius * Math.cos(angle)
    if (i + 1 < count) out[i + 1] = radius * Math.sin(angle)
  }
  return out
}

function slice(pool: Float32Array, random: () => number, length: number): Float64Array {
  const from = Math.floor(random() * (pool.length - length))
  return Float64Array.from(pool.subarray(from, from + length))
}

/** Length factor of a Student-t vector with 4 degrees of freedom, from 4 standard normal values. */
function studentLength(normals: Float64Array): number {
  return 1 / Math.sqrt(normals.reduce((sum, z) => sum + z * z, 0) / 4 + 0.05)
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0))
  return vector.map((v) => v / length)
}

/** Householder reflection of `vector` in the plane across the unit vector `mirror`, in place. */
function reflect(vector: Float64Array, mirror: Float64Array): void {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * mirror[i]!
  for (let i = 0; i < vector.length; i++) vector[i]! -= 2 * sum * mirror[i]!
}

function zipfEnds(count: number): number[] {
  const weights = Array.from({ length: count }, (_, i) => 1 / (i + 1))
  const total = weights.reduce((sum, w) => sum + w, 0)
  let end = 0
  return weights.map((w) => {
    end += w / total
    return end
  })
}

function place(ends: number[], at: number): number {
  const found = ends.findIndex((end) => at < end)
  return found === -1 ? ends.length - 1 : found
}
