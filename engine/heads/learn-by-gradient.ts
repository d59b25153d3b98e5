import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { problem } from '../../contract/problem.ts'
import { columnOf, rocAuc } from '../datasets/metrics.ts'
import { type Random, seededRandom, shuffle } from '../random.ts'
import { adam } from './adam.ts'
import { type Examples, labelsOf, rowsOf } from './examples.ts'
import type { HeadTensor } from './head.ts'
import type { Learned, Told } from './learned.ts'
import { initialParameters, openNetwork, type Parameters } from './network.ts'
import type { NetworkPlan, ParameterName } from './network-graph.ts'
import { watch } from './patience.ts'
import { type Standard, standardOf } from './standardise.ts'
import { targetsOf } from './targets.ts'
import type { TrainingOptions } from './training-options.ts'

/** A head is small: more threads wait for each other. */
const MAX_THREADS = 4
const decaying: readonly ParameterName[] = ['w1', 'w2']

/**
 * Learns the rows of `train` in shuffled batches by Adam. The macro ROC-AUC on `validation` halves the learning rate
 * and ends the training, and the parameters of its best epoch are kept. Without validation the loss does the one, and
 * the last parameters are kept. Problem: `cancelled`.
 */
export async function learnByGradient(
  examples: Examples,
  groups: readonly (number | null)[],
  options: TrainingOptions,
  told: Told,
): Promise<Learned> {
  const { layers, hiddenSize } = examples
  const plan = {
    layers,
    hiddenSize,
    hidden: options.hidden,
    aggregation: options.aggregation,
    groups,
  }
  const train = rowsOf(examples, 'train')
  const heldOut = rowsOf(examples, 'validation')
  const truth = labelsOf(examples, heldOut)
  const standard = standardOf(examples, train)
  const asked = targetsOf(examples.labels, groups, train, options.classWeighting)
  const random = seededRandom(options.seed)
  const parameters = initialParameters(plan, random)
  const threads = Math.min(MAX_THREADS, availableParallelism())
  const network = await openNetwork(plan, parameters, examples, standard, asked, threads)
  const penalised = options.weightDecay === 0 ? [] : decaying
  const learners = Object.entries(parameters).map(([name, { data }]) => ({
    name: name as ParameterName,
    adam: adam(data, penalised.some((one) => one === name) ? options.weightDecay : 0),
  }))

  function squares(names: readonly ParameterName[]): number {
    return names.reduce(
      (sum, name) =>
        sum + (parameters[name]?.data.reduce((all, value) => all + value * value, 0) ?? 0),
      0,
    )
  }

  async function learnBatch(rows: readonly number[], rate: number): Promise<number> {
    if (told.signal?.aborted) throw problem('cancelled', 'Cancelled.')
    const mask = dropoutMask(rows.length * (plan.hidden ?? 0), options.dropout, random)
    const { loss, gradients } = await network.slope(rows, mask)
    const penalty = (options.weightDecay / 2) * squares(penalised)
    for (const learner of learners) learner.adam.step(gradients[learner.name]!, rate)
    // Lets the messages in: a run blocks the thread.
    await setImmediate()
    return (loss + penalty) * rows.length
  }

  try {
    const watched = watch(options.patience)
    let rate = options.learningRate
    let best = structuredClone(parameters)
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      shuffle(train, random)
      let loss = 0
      for (let from = 0; from < train.length; from += options.batch)
        loss += await learnBatch(train.slice(from, from + options.batch), rate)
      loss /= train.length
      const validationRocAuc = macroRocAuc(truth, await network.logits(heldOut), groups.length)
      told.onEpoch?.({ epoch, loss, validationRocAuc })
      const { better, halve, stop } = watched.take(validationRocAuc ?? -loss)
      if (better || validationRocAuc === null) best = structuredClone(parameters)
      if (halve) rate /= 2
      if (stop) break
    }
    for (const [name, { data }] of Object.entries(best))
      parameters[name as ParameterName]!.data.set(data)
    const logits = await network.logits(heldOut)
    for (let i = 0; i < logits.length; i++) logits[i]! -= asked.shift[i % groups.length]!
    return { tensors: tensorsOf(plan, standard, best, asked.shift), heldOut, logits }
  } finally {
    await network.release()
  }
}

function dropoutMask(length: number, dropout: number, random: Random): Float32Array {
  const kept = 1 / (1 - dropout)
  const mask = new Float32Array(length).fill(kept)
  if (dropout > 0) for (let i = 0; i < length; i++) if (random.next() < dropout) mask[i] = 0
  return mask
}

/** Over the tags for which it is defined; null where it is for none. */
function macroRocAuc(truth: Int8Array, scores: Float32Array, tags: number): number | null {
  const areas = Array.from({ length: tags }, (_, tag) =>
    rocAuc(columnOf(truth, scores, tags, tag)),
  ).filter((area) => area !== null)
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length
}

/** The tensors of a head, whose layer weights are as they are applied and whose outputs know no class weights. */
function tensorsOf(
  plan: NetworkPlan,
  standard: Standard,
  parameters: Parameters,
  shift: Float64Array,
): Record<string, HeadTensor> {
  const { layers, hiddenSize, aggregation } = plan
  const { layerWeights, layerBias, b2, ...others } = parameters
  const raw = layerWeights?.data ?? Float32Array.of(0)
  const applied = aggregation === 'conv' && layers > 1 ? raw : softmax(raw)
  return {
    mean: { shape: [layers, hiddenSize], data: standard.mean },
    deviation: { shape: [layers, hiddenSize], data: standard.deviation },
    layerWeights: { shape: [layers], data: applied },
    layerBias: layerBias ?? { shape: [1], data: new Float32Array(1) },
    ...others,
    b2: { shape: b2!.shape, data: b2!.data.map((value, tag) => value - shift[tag]!) },
  }
}

function softmax(values: Float32Array): Float32Array {
  const top = Math.max(...values)
  const powers = values.map((value) => Math.exp(value - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
