import { problem } from '../../contract/problem.ts'
import type { Vocabulary } from '../../contract/vocabulary.ts'
import type { Examples, Split } from '../heads/examples.ts'
import type { HeadTag } from '../heads/head.ts'
import { meansFromBlob } from '../sound/means.ts'
import type { EmbeddedTracks } from './embed-tracks.ts'
import { categoryOf, headTagOf } from './head-tags.ts'
import type { Finding } from './listed.ts'
import { type Dataset, type DatasetTrack, labelsOf } from './open-dataset.ts'
import { isGiven, type SplitWay, splitTracks } from './split-tracks.ts'

/** What heads are trained and judged on: tracks that every encoder has heard, their splits, and tags that can be learnt. */
export interface Task {
  tracks: DatasetTrack[]
  /** [seeds, tracks]. */
  splits: Split[][]
  /** Whether each seed has a split of its own. A list's split is the same for all: what differs is the learning. */
  splitBySeed: boolean
  tags: string[]
  /** [tracks, tags] row-major. */
  labels: Int8Array
  findings: Finding[]
}

/** By which a list's split without a part to choose by is completed, for all seeds alike. */
const GIVEN_SEED = 1

/** Whether some of what is learnt from has a tag and some has it not. */
function isTeachable(tag: string, learnt: readonly DatasetTrack[]): boolean {
  const known = learnt.filter(({ unknown }) => !unknown.has(tag))
  const has = known.filter(({ tags }) => tags.has(tag)).length
  return has > 0 && has < known.length
}

/**
 * The tags are those that can be learnt with every seed. Problem: `invalid-input` where nothing is left to learn, or to
 * learn from.
 */
export function taskOf(
  dataset: Dataset,
  embedded: readonly EmbeddedTracks[],
  way: SplitWay,
  seeds: readonly number[],
): Task {
  const tracks = dataset.tracks.filter(({ file }) => embedded.every(({ means }) => means.has(file)))
  const splitBySeed = !isGiven(tracks, way)
  const splits = seeds.map((seed) => splitTracks(tracks, way, splitBySeed ? seed : GIVEN_SEED))
  const learnt = splits.map((split) => tracks.filter((_, row) => split[row] === 'train'))
  const tags = dataset.tags.filter((tag) => learnt.every((some) => isTeachable(tag, some)))
  const words = splitBySeed
    ? 'With one seed at least, all or none of the tracks to learn from have it; it was left out.'
    : 'All or none of the tracks to learn from have it; it was left out.'
  const findings = dataset.tags
    .filter((tag) => !tags.includes(tag))
    .map((tag): Finding => ({ kind: 'one-class', place: tag, words }))
  if (tags.length === 0)
    throw problem(
      'invalid-input',
      tracks.length === 0
        ? 'No track of the list could be used; naghma dataset tells why.'
        : `No tag can be learnt from ${learnt[0]?.length ?? 0} tracks: some must have it and some must not. naghma dataset tells more.`,
    )
  return { tracks, splits, splitBySeed, tags, labels: labelsOf(tracks, tags), findings }
}

/** Tags as heads have them; those of a category in `oneOf` exclude each other. */
export function headTagsOf(
  tags: readonly string[],
  oneOf: readonly string[],
  vocabularies: readonly Vocabulary[],
): Pick<HeadTag, 'vocabulary' | 'tag' | 'name' | 'group'>[] {
  return tags.map((tag) => {
    const group = oneOf.indexOf(categoryOf(tag))
    return { ...headTagOf(tag, vocabularies), group: group < 0 ? null : group }
  })
}

/** The examples of a task by one encoder, or by one of its layers; with the split of the seed of this number. */
export function examplesOf(
  { tracks, labels, splits }: Task,
  { encoder, means }: EmbeddedTracks,
  layer: number | null,
): (seedAt: number) => Examples {
  const { hiddenSize } = encoder
  const layers = layer === null ? encoder.layers : 1
  const size = layers * hiddenSize
  const from = (layer ?? 0) * hiddenSize
  const all = new Float32Array(tracks.length * size)
  for (const [row, { file }] of tracks.entries()) {
    const blob = means.get(file)
    if (blob) all.set(meansFromBlob(blob).subarray(from, from + size), row * size)
  }
  const groups = tracks.map((track) => track.groups)
  const common = { means: all, count: tracks.length, layers, hiddenSize, labels, groups }
  return (seedAt) => ({ ...common, split: splits[seedAt] ?? [] })
}
