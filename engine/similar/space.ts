/** Values in the transformer output that one track's means hold: `layers` rows of `hiddenSize` float16. */
export interface MeansShape {
  /** Hidden states, the convolutional front end (layer 0) included. */
  layers: number
  hiddenSize: number
}

/**
 * Where tracks live to be compared. Everything that decides what "sounds alike" means is here and in
 * fit-space.ts, and is linear up to the last step:
 *
 * 1. **Layer mix.** The layers 1 to last are averaged, each divided by its own spread over the library.
 *    Which layer knows most differs by task (pitch and timbre low, style and tradition high; Li et al. 2024,
 *    "MERT", section 5), and without labels there is no ground to prefer one; the spread keeps a loud layer
 *    from drowning the others. Layer 0 is left out: it has seen no context at all.
 * 2. **Centre.** The mean of the library is taken away. It is most of a raw vector (two unrelated tracks have a
 *    raw cosine near 0.95), and centring alone already weakens hubs (Suzuki et al. 2013).
 * 3. **Whiten.** The leading principal components, each divided by the root of its shrunk variance, so that a
 *    few loud directions do not decide alone (Su et al. 2021, "Whitening Sentence Representations").
 * 4. **Normalise** to length 1: the dot product of two projected tracks is their cosine.
 */
export interface Space extends MeansShape {
  /** Which fit this is; grows by one with each. Vectors of two epochs are never compared. */
  epoch: number
  /** Tracks in the library when it was fitted: what the refit policy compares with. */
  fittedCount: number
  dimension: number
  /** Share of the shrinkage target in the variances, 0 (pure whitening) to 1 (plain principal components). */
  shrinkage: number
  /** [layers]: factor of each layer in the mix; 0 for layer 0. */
  layerWeights: Float32Array
  /** [hiddenSize]: mean of the mixed vectors. */
  centre: Float32Array
  /** [dimension, hiddenSize]: principal directions divided by the root of their shrunk variance. */
  projection: Float32Array
}

/**
 * At most this many dimensions. Half of them would halve memory and search, but on the hard data set of
 * bench/similar.ts the share of neighbours from the right group falls from 0.54 to 0.42 (20,000 tracks).
 */
export const MAX_DIMENSION = 256

/** Bytes of one track's means. */
export function meansBytes(shape: MeansShape): number {
  return shape.layers * shape.hiddenSize * Float16Array.BYTES_PER_ELEMENT
}

/**
 * The float16 values in a blob of means (copied when the blob is not aligned to them), or the reason why they
 * cannot be used: wrong length, a value that is not finite, or nothing but zeros.
 */
export function readMeans(
  shape: MeansShape,
  means: Uint8Array,
): { values: Float16Array } | { refused: string } {
  const expected = meansBytes(shape)
  if (means.byteLength !== expected) {
    return { refused: `${means.byteLength} bytes instead of ${expected}` }
  }
  const aligned = means.byteOffset % 2 === 0 ? means : means.slice()
  const values = new Float16Array(
    aligned.buffer,
    aligned.byteOffset,
    shape.layers * shape.hiddenSize,
  )
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!)
  if (!Number.isFinite(sum)) return { refused: 'a value that is not a finite number' }
  return sum === 0 ? { refused: 'nothing but zeros' } : { values }
}

/** Adds up the weighted layers of one track: writes [hiddenSize] values to `out` from `offset` on. */
export function mixLayers(
  layerWeights: Float32Array,
  values: Float16Array,
  out: Float32Array,
  offset = 0,
): void {
  const hiddenSize = values.length / layerWeights.length
  out.fill(0, offset, offset + hiddenSize)
  for (let layer = 0; layer < layerWeights.length; layer++) {
    const weight = layerWeights[layer]!
    if (weight === 0) continue
    const row = layer * hiddenSize
    for (let i = 0; i < hiddenSize; i++) out[offset + i]! += weight * values[row + i]!
  }
}

/**
 * Projects a mixed vector [hiddenSize], which is centred in place, and writes the unit vector [dimension] to
 * `out`. A track that lies on the centre itself has no direction and becomes zeros: similar to nothing.
 */
function projectMixed(space: Space, mixed: Float32Array, out: Float32Array): void {
  const { hiddenSize, dimension, projection, centre } = space
  let energy = 0
  let length = 0
  for (let i = 0; i < hiddenSize; i++) {
    energy += mixed[i]! * mixed[i]!
    mixed[i]! -= centre[i]!
    length += mixed[i]! * mixed[i]!
  }
  let squares = 0
  for (let d = 0, row = 0; d < dimension; d++, row += hiddenSize) {
    let sum = 0
    for (let i = 0; i < hiddenSize; i++) sum += projection[row + i]! * mixed[i]!
    out[d] = sum
    squares += sum * sum
  }
  const onCentre = length <= energy * ROUNDING * ROUNDING || squares === 0
  const scale = onCentre ? 0 : 1 / Math.sqrt(squares)
  for (let d = 0; d < dimension; d++) out[d]! *= scale
}

/** Relative size below which a distance from the centre is float32 rounding and not sound. */
const ROUNDING = 1e-6

/** The unit vector [dimension] of one track's means, already checked by {@link readMeans}. */
export function project(space: Space, values: Float16Array): Float32Array {
  const mixed = new Float32Array(space.hiddenSize)
  const vector = new Float32Array(space.dimension)
  mixLayers(space.layerWeights, values, mixed)
  projectMixed(space, mixed, vector)
  return vector
}
