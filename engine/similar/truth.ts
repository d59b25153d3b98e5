import { FIT_SAMPLE, type FitInput, fitLayerWeights, LAYER_SAMPLE } from './fit-space.ts'
import type { MeansList, MeansRows } from './messages.ts'
import { type MeansShape, meansBytes, mixLayers, readMeans } from './space.ts'

/** Tracks read at once: 32 x 20 KB is all that is in memory of the means, whatever the size of the library. */
const READ_ROWS = 32

/** Where the means are kept for good (the database), seen from the thread of the index. */
export interface Truth {
  /** Every track that has means. */
  list(): Promise<MeansList>
  /** The means of these tracks; those that have none are left out. */
  read(trackIds: number[]): Promise<MeansRows>
}

interface TruthRow {
  trackId: number
  version: number
  values: Float16Array
}

export interface TruthBatch {
  rows: TruthRow[]
  /** Tracks asked for that have no means. */
  gone: number[]
  /** Tracks whose means cannot be used, see {@link readMeans}. */
  refused: number[]
}

/** Reads the given tracks in batches; stops early once `stopped` says so. */
export async function* readBatches(
  truth: Truth,
  shape: MeansShape,
  trackIds: ArrayLike<number>,
  stopped: () => boolean,
): AsyncGenerator<TruthBatch> {
  for (let from = 0; from < trackIds.length && !stopped(); from += READ_ROWS) {
    const length = Math.min(READ_ROWS, trackIds.length - from)
    const wanted = Array.from({ length }, (_, n) => trackIds[from + n]!)
    yield batch(shape, wanted, await truth.read(wanted))
  }
}

function batch(shape: MeansShape, wanted: number[], read: MeansRows): TruthBatch {
  const bytes = meansBytes(shape)
  const rows: TruthRow[] = []
  const refused: number[] = []
  read.trackIds.forEach((trackId, n) => {
    const means = readMeans(shape, read.means.subarray(n * bytes, (n + 1) * bytes))
    if ('refused' in means) refused.push(trackId)
    else rows.push({ trackId, version: read.versions[n]!, values: means.values })
  })
  const found = new Set(read.trackIds)
  return { rows, refused, gone: wanted.filter((trackId) => !found.has(trackId)) }
}

/**
 * What a fit needs of the library: the weights of the layers, and the mixed vectors of tracks spread evenly over
 * the list. Null when no track has means that can be used.
 */
export async function sampleForFit(
  truth: Truth,
  shape: MeansShape,
  epoch: number,
  stopped: () => boolean,
): Promise<FitInput | null> {
  const { trackIds } = await truth.list()
  const layerSample: Float16Array[] = []
  for await (const { rows } of readBatches(truth, shape, spread(trackIds, LAYER_SAMPLE), stopped)) {
    for (const { values } of rows) layerSample.push(values)
  }
  if (layerSample.length === 0) return null
  const layerWeights = fitLayerWeights(shape, layerSample)
  const sample = spread(trackIds, FIT_SAMPLE)
  const mixed = new Float32Array(sample.length * shape.hiddenSize)
  let count = 0
  for await (const { rows } of readBatches(truth, shape, sample, stopped)) {
    for (const { values } of rows) {
      mixLayers(layerWeights, values, mixed, count * shape.hiddenSize)
      count++
    }
  }
  return {
    ...shape,
    epoch,
    fittedCount: trackIds.length,
    layerWeights,
    mixed: count === sample.length ? mixed : mixed.slice(0, count * shape.hiddenSize),
  }
}

/** At most `limit` of the ids, evenly spread over the ascending list: the same ones for the same library. */
export function spread(trackIds: Uint32Array, limit: number): Uint32Array {
  const sorted = trackIds.slice().sort()
  if (sorted.length <= limit) return sorted
  return Uint32Array.from(
    { length: limit },
    (_, n) => sorted[Math.floor((n * sorted.length) / limit)]!,
  )
}
