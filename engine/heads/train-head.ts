import { columnOf, rocAuc } from '../datasets/metrics.ts'
import { calibrate } from './calibrate.ts'
import { checkExamples } from './check-examples.ts'
import { type Examples, labelsOf, rowsOf } from './examples.ts'
import type { Head, HeadEncoder, HeadTag } from './head.ts'
import { learnByGradient } from './learn-by-gradient.ts'
import { learnInClosedForm } from './learn-in-closed-form.ts'
import type { Told } from './learned.ts'
import type { TrainingOptions } from './training-options.ts'

/** What a head is to be, and what it shall say of its making. */
export interface HeadPlan {
  encoder: HeadEncoder
  /** In the order of the labels. */
  tags: readonly Pick<HeadTag, 'vocabulary' | 'tag' | 'name' | 'group'>[]
  description: string
  /** Version of Naghma. */
  library: string
}

/**
 * Trains a head on the `train` examples and calibrates it on those of `validation` (in closed form on all of both, each
 * left out in turn with what shares a group with it); `test` is not looked at. The same examples and options give the same head on the same machine.
 * Runs in the calling process: see `trainElsewhere`.
 * Problems: those of `checkExamples`, `cancelled`.
 */
export async function trainHead(
  examples: Examples,
  plan: HeadPlan,
  options: TrainingOptions,
  told: Told = {},
): Promise<Head> {
  checkExamples(examples, plan.tags)
  const groups = plan.tags.map(({ group }) => group)
  const closed = options.learner === 'closed-form'
  const learned = closed
    ? learnInClosedForm(examples, groups)
    : await learnByGradient(examples, groups, options, told)
  const { tensors, heldOut, logits, rocAucs } = learned
  const truth = labelsOf(examples, heldOut)
  const calibration = calibrate(truth, logits, groups)
  const seen = rowsOf(examples, 'train', 'validation')
  const areas =
    rocAucs ?? groups.map((_, tag) => rocAuc(columnOf(truth, logits, groups.length, tag)))
  const howMany = (tag: number, label: number) =>
    seen.filter((row) => examples.labels[row * groups.length + tag] === label).length
  return {
    encoder: plan.encoder,
    aggregation: options.aggregation,
    hidden: closed ? null : options.hidden,
    tags: plan.tags.map((tag, i) => ({
      ...tag,
      ...calibration[i]!,
      ...(areas[i] === null ? { threshold: null } : {}),
      positives: howMany(i, 1),
      negatives: howMany(i, 0),
      rocAuc: areas[i]!,
    })),
    tensors,
    trainedOn: {
      tracks: seen.length,
      description: plan.description,
      at: Date.now(),
      seed: options.seed,
      library: plan.library,
    },
  }
}
