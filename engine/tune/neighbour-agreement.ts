import { topK } from '../similar/exact.ts'
import { fitLayerWeights, fitSpace } from '../similar/fit-space.ts'
import { type MeansShape, mixLayers, project, readMeans, type Space } from '../similar/space.ts'

/** Means of the same tracks in the same order, each a float16 blob of [layers, hiddenSize]. */
export type MeansOfTracks = readonly Uint8Array[]

function valuesOf(shape: MeansShape, blob: Uint8Array): Float16Array {
  const read = readMeans(shape, blob)
  if ('refused' in read) throw new RangeError(`These means cannot be compared: ${read.refused}`)
  return read.values
}

/** The space of similar tracks, fitted on these alone. */
export function spaceOf(shape: MeansShape, tracks: MeansOfTracks): Space {
  const sample = tracks.map((blob) => valuesOf(shape, blob))
  const layerWeights = fitLayerWeights(shape, sample)
  const mixed = new Float32Array(sample.length * shape.hiddenSize)
  for (const [i, values] of sample.entries())
    mixLayers(layerWeights, values, mixed, i * shape.hiddenSize)
  return fitSpace({ ...shape, epoch: 1, fittedCount: sample.length, layerWeights, mixed })
}

/** For each query, the slots of the k nearest other tracks by cosine, best first. */
function nearest(queries: Float32Array[], tracks: Float32Array[], k: number): Set<number>[] {
  return queries.map((query, i) => {
    const scores = Float32Array.from(tracks, (track) =>
      track.reduce((sum, value, d) => sum + value * (query[d] ?? 0), 0),
    )
    scores[i] = Number.NEGATIVE_INFINITY
    return new Set(topK(scores, scores.length, k))
  })
}

function shared(wanted: readonly Set<number>[], found: readonly Set<number>[]): number {
  const hits = wanted.map((set, i) => {
    const both = [...set].filter((slot) => found[i]?.has(slot))
    return both.length / set.size
  })
  return hits.reduce((sum, share) => sum + share, 0) / Math.max(1, hits.length)
}

/** How many neighbours are compared among so many tracks: ten, or a third of the others. */
export function neighboursCompared(tracks: number): number {
  return Math.max(1, Math.min(10, Math.floor((tracks - 1) / 3)))
}

/**
 * Mean share of each track's nearest by `reference` that `variant` finds, too, 0..1: in a library all of the variant,
 * and in one where only the track itself is (`mixed`). Both are in the space of the reference.
 */
export function neighbourAgreement(
  shape: MeansShape,
  reference: MeansOfTracks,
  variant: MeansOfTracks,
): { pure: number; mixed: number } {
  const space = spaceOf(shape, reference)
  const place = (blob: Uint8Array) => project(space, valuesOf(shape, blob))
  const [wanted, other] = [reference.map(place), variant.map(place)]
  const k = neighboursCompared(reference.length)
  const truth = nearest(wanted, wanted, k)
  return {
    pure: shared(truth, nearest(other, other, k)),
    mixed: shared(truth, nearest(other, wanted, k)),
  }
}
