import { problem } from '../../contract/problem.ts'
import type { Vocabulary } from '../../contract/vocabulary.ts'
import { type Examples, rowsOf } from '../heads/examples.ts'
import { type Head, tensorOf } from '../heads/head.ts'
import { logitsOf, predictWithHead } from '../heads/predict-with-head.ts'
import { trainHead } from '../heads/train-head.ts'
import type { TrainingOptions } from '../heads/training-options.ts'
import { type Confusion, confusionOf, highest } from './confusion.ts'
import type { EmbeddedTracks } from './embed-tracks.ts'
import {
  type EvaluatedChoice,
  type EvaluatedRow,
  type EvaluatedTag,
  figuresOf,
  spreadOf,
} from './evaluation.ts'
import { categoryOf } from './head-tags.ts'
import { type TagMetrics, type TaskMetrics, taskMetrics } from './metrics.ts'
import { examplesOf, headTagsOf, type Task } from './task.ts'

export interface EvaluationPlan {
  seeds: readonly number[]
  /** Each layer by itself too. */
  layers: boolean
  /** Categories whose tags exclude each other. */
  oneOf: readonly string[]
  options: TrainingOptions
  vocabularies: readonly Vocabulary[]
  version: string
}

interface Told {
  signal: AbortSignal
  onProgress(done: number, total: number, words: string): void
}

/** Of one seed. */
interface Judged {
  raw: TaskMetrics
  calibrated: TaskMetrics
  choices: { category: string; members: number[]; confusion: Confusion }[]
  layerShares: number[]
}

/** From this share of the tracks that have any tag of a category and have exactly one, the category is a choice. */
const CHOICE_SHARE = 0.9

function labelsIn(labels: Int8Array, row: number, tags: number, members: readonly number[]) {
  return members.filter((tag) => labels[row * tags + tag] === 1)
}

/** The categories of which nearly every track has one tag, with the numbers of their tags. */
function choicesIn(
  tags: readonly string[],
  labels: Int8Array,
): { category: string; members: number[] }[] {
  const rows = labels.length / tags.length
  const byCategory = Map.groupBy(tags.keys(), (tag) => categoryOf(tags[tag] ?? ''))
  return [...byCategory].flatMap(([category, members]) => {
    const had = Array.from(
      { length: rows },
      (_, row) => labelsIn(labels, row, tags.length, members).length,
    )
    const some = had.filter((n) => n > 0).length
    const one = had.filter((n) => n === 1).length
    return members.length > 1 && some > 0 && one / some >= CHOICE_SHARE
      ? [{ category, members }]
      : []
  })
}

function confusionIn(labels: Int8Array, scores: Float32Array, tags: number, members: number[]) {
  const truth: number[] = []
  const answers: number[] = []
  for (let row = 0; row * tags < labels.length; row++) {
    const [has, another] = labelsIn(labels, row, tags, members)
    if (has === undefined || another !== undefined) continue
    truth.push(members.indexOf(has))
    answers.push(highest(members.map((tag) => scores[row * tags + tag] ?? 0)))
  }
  return confusionOf(truth, answers, members.length)
}

function rowsFrom<T extends Float32Array | Int8Array>(
  values: T,
  rows: readonly number[],
  size: number,
): T {
  const taken = new (values.constructor as new (length: number) => T)(rows.length * size)
  for (const [i, row] of rows.entries())
    taken.set(values.subarray(row * size, (row + 1) * size), i * size)
  return taken
}

function layerSharesOf(head: Head): number[] {
  const weights = [...tensorOf(head, 'layerWeights')].map(Math.abs)
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1
  return weights.map((weight) => weight / sum)
}

/** Judges a head by the tracks that were kept for it. */
export function judgeHead(head: Head, examples: Examples, tags: readonly string[]): Judged {
  const rows = rowsOf(examples, 'test')
  const means = rowsFrom(examples.means, rows, examples.layers * examples.hiddenSize)
  const truth = rowsFrom(examples.labels, rows, tags.length)
  // A logit of 0 is a probability of a half; unlike probabilities, logits do not become equal near 0 and 1.
  const logits = logitsOf(head, means, rows.length)
  const probabilities = predictWithHead(head, means, rows.length)
  const isGrouped = head.tags.some(({ group }) => group !== null)
  return {
    raw: isGrouped
      ? taskMetrics(
          truth,
          probabilities,
          tags.map(() => 0.5),
        )
      : taskMetrics(
          truth,
          logits,
          tags.map(() => 0),
        ),
    calibrated: taskMetrics(
      truth,
      probabilities,
      head.tags.map(({ threshold }) => threshold),
    ),
    choices: choicesIn(tags, truth).map(({ category, members }) => ({
      category,
      members,
      confusion: confusionIn(truth, logits, tags.length, members),
    })),
    layerShares: layerSharesOf(head),
  }
}

function evaluatedTag(tag: string, i: number, judged: readonly Judged[]): EvaluatedTag {
  const own = judged.flatMap(({ raw }) => raw.perTag[i] ?? [])
  const over = (pick: (one: TagMetrics) => number | null) => spreadOf(own.map(pick))
  return {
    tag,
    positives: meanOf(own.map(({ positives }) => positives)),
    negatives: meanOf(own.map(({ negatives }) => negatives)),
    rocAuc: over(({ rocAuc }) => rocAuc),
    averagePrecision: over(({ averagePrecision }) => averagePrecision),
    precision: over(({ precision }) => precision),
    recall: over(({ recall }) => recall),
    f1: over(({ f1 }) => f1),
    f1Calibrated: spreadOf(judged.map(({ calibrated }) => calibrated.perTag[i]?.f1 ?? null)),
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
}

/** The categories that are a choice with every seed: the tracks to test with may be others. */
function evaluatedChoices(judged: readonly Judged[], tags: readonly string[]): EvaluatedChoice[] {
  const [first, ...more] = judged
  return (first?.choices ?? []).flatMap(({ category, members, confusion }) => {
    const others = more.flatMap(
      ({ choices }) => choices.find((one) => one.category === category) ?? [],
    )
    if (others.length < more.length) return []
    const confusions = [confusion, ...others.map((one) => one.confusion)]
    return {
      category: category || 'tag',
      tags: members.map((tag) => tags[tag] ?? ''),
      table: members.map((_, row) =>
        members.map((__, column) =>
          confusions.reduce((sum, { table }) => sum + (table[row]?.[column] ?? 0), 0),
        ),
      ),
      accuracy: spreadOf(confusions.map(({ accuracy }) => accuracy)),
    }
  })
}

function evaluatedRow(
  { encoder }: EmbeddedTracks,
  layer: number | null,
  judged: readonly Judged[],
  tags: readonly string[],
): EvaluatedRow {
  const calibrated = judged.map((one) => one.calibrated)
  return {
    encoder: encoder.name,
    modelId: encoder.modelId,
    randomWeights: encoder.randomWeights,
    layer,
    ...figuresOf(judged.map(({ raw }) => raw)),
    calibrated: {
      f1Micro: spreadOf(calibrated.map(({ scikitLearn }) => scikitLearn.f1Micro)),
      f1Macro: spreadOf(calibrated.map(({ overDefined }) => overDefined.f1Macro)),
    },
    layerShares:
      layer === null
        ? Array.from(
            { length: encoder.layers },
            (_, i) =>
              judged.reduce((sum, one) => sum + (one.layerShares[i] ?? 0), 0) / judged.length,
          )
        : null,
    perTag: tags.map((tag, i) => evaluatedTag(tag, i, judged)),
    choices: evaluatedChoices(judged, tags),
  }
}

/**
 * Trains a head for each encoder (and for each of its layers) with each seed, and judges it by the test tracks. The seeds
 * are those of the task's splits.
 * Problems: `invalid-input` without test tracks; those of `trainHead`.
 */
export async function evaluateHeads(
  task: Task,
  embedded: readonly EmbeddedTracks[],
  plan: EvaluationPlan,
  { signal, onProgress }: Told,
): Promise<EvaluatedRow[]> {
  if (!task.splits.every((split) => split.includes('test')))
    throw problem(
      'invalid-input',
      'The list leaves no track to test with; --split groups makes a split of its own.',
    )
  const tags = headTagsOf(task.tags, plan.oneOf, plan.vocabularies)
  const wanted = embedded.flatMap((one) => [
    { one, layer: null },
    ...(plan.layers
      ? Array.from({ length: one.encoder.layers }, (_, layer) => ({ one, layer }))
      : []),
  ])
  const total = wanted.length * plan.seeds.length
  const rows: EvaluatedRow[] = []
  for (const [i, { one, layer }] of wanted.entries()) {
    const examplesWith = examplesOf(task, one, layer)
    const { modelId, name, hiddenSize } = one.encoder
    const judged: Judged[] = []
    for (const [n, seed] of plan.seeds.entries()) {
      if (signal.aborted) throw problem('cancelled', 'Cancelled.')
      onProgress(i * plan.seeds.length + n, total, name)
      const examples = examplesWith(n)
      const head = await trainHead(
        examples,
        {
          encoder: { modelId, name, layers: examples.layers, hiddenSize },
          tags,
          description: '',
          library: plan.version,
        },
        { ...plan.options, seed },
        { signal },
      )
      judged.push(judgeHead(head, examples, task.tags))
    }
    rows.push(evaluatedRow(one, layer, judged, task.tags))
  }
  return rows
}
