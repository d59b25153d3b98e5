import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { MAX_DIMENSION, type MeansShape, type Space } from './space.ts'

/** Tracks the principal components are estimated from, at most: more moves them no further than rounding. */
export const FIT_SAMPLE = 4096

/** Tracks the spread of each layer is estimated from, at most. */
export const LAYER_SAMPLE = 512

/** Below this many tracks there is nothing to centre on: the space is the span of the tracks themselves. */
const MIN_CENTRED = 3

/**
 * Factor of each layer in the mix: 1 / (layers averaged x root mean square deviation of the layer from its
 * mean over the sample); 0 for layer 0 and for a layer that never changes. With fewer tracks than
 * {@link MIN_CENTRED} (or none that differ) the plain size of the layer stands in for its deviation.
 */
export function fitLayerWeights(shape: MeansShape, sample: Float16Array[]): Float32Array {
  const weights = new Float32Array(shape.layers)
  const mixed = Math.max(1, shape.layers - 1)
  for (let layer = shape.layers === 1 ? 0 : 1; layer < shape.layers; layer++) {
    const from = layer * shape.hiddenSize
    let energy = 0
    let variance = 0
    for (let i = from; i < from + shape.hiddenSize; i++) {
      let sum = 0
      let squares = 0
      for (const values of sample) {
        const value = values[i]!
        sum += value
        squares += value * value
      }
      energy += squares
      variance += squares - (sum * sum) / sample.length
    }
    const differs = sample.length >= MIN_CENTRED && variance > energy * 1e-9
    const spread = Math.sqrt((differs ? variance : energy) / (sample.length * shape.hiddenSize))
    if (spread > 0) weights[layer] = 1 / (mixed * spread)
  }
  return weights
}

export interface FitInput extends MeansShape {
  epoch: number
  fittedCount: number
  layerWeights: Float32Array
  /** [count, hiddenSize]: mixed vectors of the sampled tracks; overwritten. */
  mixed: Float32Array<ArrayBuffer>
}

/**
 * Centre, principal components and shrinkage of a sample, see {@link Space}.
 *
 * With as many dimensions as tracks, whitening as such would put all tracks at the same distance from each
 * other. So the variances are shrunk towards their mean by as much as Ledoit and Wolf (2004, "A
 * well-conditioned estimator for large-dimensional covariance matrices", section 3.2) find best for this many
 * tracks in the subspace kept. Components too small to be told from rounding are left out.
 */
export function fitSpace(input: FitInput): Space {
  const { hiddenSize, mixed } = input
  const count = mixed.length / hiddenSize
  const centre = new Float32Array(hiddenSize)
  let energy = sumOfSquares(mixed)
  if (count >= MIN_CENTRED) {
    const mean = columnMeans(mixed, hiddenSize)
    const spread = deviation(mixed, mean)
    // Copies of one recording and nothing else: centred, nothing would be left of them.
    if (spread > energy * 1e-9) {
      energy = spread
      centre.set(mean)
      subtract(mixed, centre)
    }
  }
  const { variances, directions } = principalComponents(mixed, hiddenSize, energy / count)
  const dimension = variances.length
  const total = variances.reduce((sum, variance) => sum + variance, 0)
  const shrinkage =
    count < MIN_CENTRED ? 1 : ledoitWolfShrinkage(mixed, hiddenSize, variances, directions)
  const target = total / dimension
  const projection = new Float32Array(dimension * hiddenSize)
  for (let d = 0; d < dimension; d++) {
    const scale = 1 / Math.sqrt((1 - shrinkage) * variances[d]! + shrinkage * target)
    const row = d * hiddenSize
    for (let i = 0; i < hiddenSize; i++) projection[row + i] = directions[row + i]! * scale
  }
  return {
    epoch: input.epoch,
    fittedCount: input.fittedCount,
    layers: input.layers,
    hiddenSize,
    dimension,
    shrinkage,
    layerWeights: input.layerWeights,
    centre,
    projection,
  }
}

/**
 * Leading eigenvectors of the covariance of centred rows, largest variance first: through the
 * [hiddenSize, hiddenSize] covariance, or the [count, count] Gram matrix where that is smaller.
 */
function principalComponents(
  rows: Float32Array,
  hiddenSize: number,
  totalVariance: number,
): { variances: number[]; directions: Float64Array } {
  const count = rows.length / hiddenSize
  const dual = count < hiddenSize
  const symmetric = dual ? gram(rows, hiddenSize) : covariance(rows, hiddenSize)
  const decomposition = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true })
  const values = decomposition.realEigenvalues
  const vectors = decomposition.eigenvectorMatrix
  const order = values
    .map((variance, column) => ({ variance, column }))
    .filter(({ variance }) => variance > totalVariance * 1e-9)
    .sort((a, b) => b.variance - a.variance)
    .slice(0, MAX_DIMENSION)
  const directions = new Float64Array(order.length * hiddenSize)
  order.forEach(({ variance, column }, d) => {
    const direction = directions.subarray(d * hiddenSize, (d + 1) * hiddenSize)
    if (!dual) {
      for (let i = 0; i < hiddenSize; i++) direction[i] = vectors.get(i, column)
      return
    }
    const scale = 1 / Math.sqrt(variance * count)
    for (let r = 0, row = 0; r < count; r++, row += hiddenSize) {
      const weight = vectors.get(r, column) * scale
      for (let i = 0; i < hiddenSize; i++) direction[i]! += weight * rows[row + i]!
    }
  })
  return { variances: order.map(({ variance }) => variance), directions }
}

function covariance(rows: Float32Array, hiddenSize: number): Matrix {
  const count = rows.length / hiddenSize
  const sums = new Float64Array(hiddenSize * hiddenSize)
  for (let row = 0; row < rows.length; row += hiddenSize) {
    for (let i = 0; i < hiddenSize; i++) {
      const value = rows[row + i]!
      const line = i * hiddenSize
      for (let j = i; j < hiddenSize; j++) sums[line + j]! += value * rows[row + j]!
    }
  }
  return symmetricMatrix(hiddenSize, (i, j) => sums[i * hiddenSize + j]! / count)
}

function gram(rows: Float32Array, hiddenSize: number): Matrix {
  const count = rows.length / hiddenSize
  return symmetricMatrix(count, (i, j) => {
    const a = i * hiddenSize
    const b = j * hiddenSize
    let sum = 0
    for (let n = 0; n < hiddenSize; n++) sum += rows[a + n]! * rows[b + n]!
    return sum / count
  })
}

/** @param value called for row <= column only. */
function symmetricMatrix(size: number, value: (row: number, column: number) => number): Matrix {
  const matrix = Matrix.zeros(size, size)
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const entry = value(i, j)
      matrix.set(i, j, entry)
      matrix.set(j, i, entry)
    }
  }
  return matrix
}

/**
 * Ledoit and Wolf's intensity for rows expressed in their own principal components, where the sample
 * covariance is diagonal: b2 / d2 of their section 3.2, at most 1.
 */
function ledoitWolfShrinkage(
  rows: Float32Array,
  hiddenSize: number,
  variances: number[],
  directions: Float64Array,
): number {
  const count = rows.length / hiddenSize
  let fourth = 0
  for (let row = 0; row < rows.length; row += hiddenSize) {
    let squares = 0
    for (let d = 0, line = 0; d < variances.length; d++, line += hiddenSize) {
      let sum = 0
      for (let i = 0; i < hiddenSize; i++) sum += directions[line + i]! * rows[row + i]!
      squares += sum * sum
    }
    fourth += squares * squares
  }
  const trace = variances.reduce((sum, variance) => sum + variance, 0)
  const norm = variances.reduce((sum, variance) => sum + variance * variance, 0)
  const dispersion = norm - (trace * trace) / variances.length
  const error = (fourth / count - norm) / count
  return dispersion <= error ? 1 : Math.max(0, error / dispersion)
}

function columnMeans(rows: Float32Array, width: number): Float64Array {
  const means = new Float64Array(width)
  for (let row = 0; row < rows.length; row += width) {
    for (let i = 0; i < width; i++) means[i]! += rows[row + i]!
  }
  return means.map((sum) => sum / (rows.length / width))
}

function deviation(rows: Float32Array, mean: Float64Array): number {
  let sum = 0
  for (let row = 0; row < rows.length; row += mean.length) {
    for (let i = 0; i < mean.length; i++) sum += (rows[row + i]! - mean[i]!) ** 2
  }
  return sum
}

function subtract(rows: Float32Array, centre: Float32Array): void {
  for (let row = 0; row < rows.length; row += centre.length) {
    for (let i = 0; i < centre.length; i++) rows[row + i]! -= centre[i]!
  }
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}
