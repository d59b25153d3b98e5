import type { HeadFigure } from '../../contract/head.ts'
import { isProblem } from '../../contract/problem.ts'
import { calibrate } from '../heads/calibrate.ts'
import type { Examples, Split } from '../heads/examples.ts'
import type { Head } from '../heads/head.ts'
import type { Told } from '../heads/learned.ts'
import { predictWithHead } from '../heads/predict-with-head.ts'
import { type HeadPlan, trainHead } from '../heads/train-head.ts'
import {
  fewExamplesOptions,
  marbleOptions,
  type TrainingOptions,
} from '../heads/training-options.ts'
import { seededRandom } from '../random.ts'
import { type Folds, foldsOf } from './folds.ts'
import type { Kinship } from './gather-examples.ts'
import { headFigure, heldOutArea } from './head-figure.ts'

/** More are learned by gradient, which is held out once instead of in turn. */
const MOST_IN_CLOSED_FORM = 1_000
const SEED = 1
const VALIDATION_SHARE = 0.1
/** Of what has the tag for sure, this share may score lower than a track that is presumed not to have it. */
const SUSPICIOUS_BELOW = 0.2
const LEAST_TO_SUSPECT = 5

/** What a head is taught from: examples without parts, and what must not be in two of them. */
export interface Lesson {
  examples: Omit<Examples, 'split' | 'groups'>
  /** [count]: nobody judged it. */
  presumed: readonly boolean[]
  kinships: readonly Kinship[]
  plan: HeadPlan
}

export interface TaughtHead {
  head: Head
  /** [count, tags]: calibrated probabilities by heads that had not seen the example; NaN where there is none. */
  heldOut: Float32Array
  figure: HeadFigure
}

/**
 * Teaches a head: it is judged by cross-validation, artists (else albums) apart, and then learned from all examples, with
 * the same apart where a regression leaves out its own; its probabilities and thresholds are those that fit what was held
 * out. Tracks that are only presumed not to have a tag, and yet look held out like those that have it, are then not learned
 * from: the library has more of what is sought, unmarked (the "reliable negatives" of Liu, Lee, Yu and Li 2002). The figure
 * counts them all the same.
 * Problems: those of `trainHead`.
 */
export async function teachHead(lesson: Lesson, told: Told = {}): Promise<TaughtHead> {
  const { presumed, kinships, plan } = lesson
  const { labels, count } = lesson.examples
  const options = count <= MOST_IN_CLOSED_FORM ? fewExamplesOptions : marbleOptions
  const folds = foldsOf(labels, count, kinships, SEED)
  const kinship = kinships.find(({ apart }) => apart === folds?.apart)
  const examples = { ...lesson.examples, ...(kinship ? { groups: kinship.groups } : {}) }
  const heldOut = folds
    ? await holdOut(examples, plan, folds, options, told)
    : new Float32Array(labels.length).fill(Number.NaN)
  const judged = { labels, probabilities: heldOut, presumed }
  const figure = headFigure({ ...judged, apart: folds?.apart ?? null })
  const suspicious = suspiciousRows(lesson, heldOut)
  const cleaned = labels.map((label, i) => (suspicious.has(i) ? -1 : label))
  const head = await trainHead(
    { ...examples, labels: cleaned, split: learningParts(count, options) },
    plan,
    options,
    told,
  )
  const areas = head.tags.map((_, tag) => heldOutArea(judged, tag))
  return { head: calibrated(head, labels, heldOut, areas), heldOut, figure }
}

/** By gradient, a tenth is watched while learning; in closed form everything is learned from. */
function learningParts(count: number, { learner }: TrainingOptions): Split[] {
  const random = seededRandom(SEED)
  return Array.from({ length: count }, () =>
    learner === 'gradient' && random.chance(VALIDATION_SHARE) ? 'validation' : 'train',
  )
}

async function holdOut(
  examples: Omit<Examples, 'split'>,
  plan: HeadPlan,
  folds: Folds,
  options: TrainingOptions,
  told: Told,
): Promise<Float32Array> {
  const { count, labels, layers, hiddenSize, means } = examples
  const tags = labels.length / count
  const size = layers * hiddenSize
  const heldOut = new Float32Array(labels.length).fill(Number.NaN)
  const inTurn = options.learner === 'gradient' ? 1 : folds.count
  for (let fold = 0; fold < inTurn; fold++) {
    const parts = learningParts(count, options)
    const split = parts.map((part, row) => (folds.of[row] === fold ? 'test' : part))
    const head = await trainHead({ ...examples, split }, plan, options, told).catch(unlessTooFew)
    if (!head) continue
    for (const [row, of] of folds.of.entries()) {
      if (of !== fold) continue
      const one = predictWithHead(head, means.subarray(row * size, (row + 1) * size), 1)
      heldOut.set(one, row * tags)
    }
  }
  return heldOut
}

/** A fold may hold all that has a rare tag: nothing is held out then. */
function unlessTooFew(error: unknown): undefined {
  if (!isProblem(error) || error.code !== 'too-few-examples') throw error
}

/** Rows, of a head of one tag, that are presumed not to have it and score as those that have it. */
function suspiciousRows({ examples, presumed }: Lesson, heldOut: Float32Array): Set<number> {
  if (!presumed.includes(true)) return new Set()
  const sure = heldOut
    .filter((score, row) => examples.labels[row] === 1 && !Number.isNaN(score))
    .sort()
  if (sure.length < LEAST_TO_SUSPECT) return new Set()
  const bound = sure[Math.floor(SUSPICIOUS_BELOW * sure.length)]!
  return new Set(
    presumed.flatMap((isPresumed, row) => (isPresumed && heldOut[row]! >= bound ? [row] : [])),
  )
}

/** The head with areas (null: nothing was held out), temperatures and thresholds by what was held out in turn. */
function calibrated(
  head: Head,
  labels: Int8Array,
  heldOut: Float32Array,
  areas: readonly (number | null)[],
): Head {
  if (areas.every((area) => area === null))
    return { ...head, tags: head.tags.map((tag) => ({ ...tag, threshold: null, rocAuc: null })) }
  const tags = head.tags.length
  const known = Int8Array.from(labels, (label, i) => (Number.isNaN(heldOut[i]) ? -1 : label))
  const logits = heldOut.map((probability, i) => {
    if (Number.isNaN(probability)) return 0
    const p = Math.min(Math.max(probability, 1e-6), 1 - 1e-6)
    return head.tags[i % tags]!.group === null ? Math.log(p / (1 - p)) : Math.log(p)
  })
  const found = calibrate(
    known,
    logits,
    head.tags.map(({ group }) => group),
  )
  return {
    ...head,
    tags: head.tags.map((tag, i) => ({
      ...tag,
      temperature: tag.temperature * found[i]!.temperature,
      threshold: found[i]!.threshold,
      rocAuc: areas[i] ?? null,
    })),
  }
}
