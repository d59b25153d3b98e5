import { columnOf, type Scored } from '../datasets/metrics.ts'
import type { HeadTag } from './head.ts'
import { probabilitiesOf } from './predict-with-head.ts'

/** Fewer held-out examples of a kind tell nothing about probabilities. */
const MIN_EXAMPLES = 5
/** What a tag that is said must be right in, at least. */
const MIN_PRECISION = 0.5
const TEMPERATURES = { from: 0.05, to: 20 }

type Calibration = Pick<HeadTag, 'temperature' | 'threshold'>

/**
 * Temperatures (Guo et al. 2017) by which held-out logits [rows, tags] fit the labels best, one a tag and one for all of a
 * group; and from which probability on each tag is said: that of the best F1 among those from which on at least half are
 * right. With too few held-out examples the temperature is 1, and the head abstains.
 */
export function calibrate(
  labels: Int8Array,
  logits: Float32Array,
  groups: readonly (number | null)[],
): Calibration[] {
  const tags = groups.length
  const columns = groups.map((_, tag) => columnOf(labels, logits, tags, tag))
  const temperatures = new Array<number>(tags).fill(1)
  for (const [group, members] of Map.groupBy(groups.keys(), (tag) => groups[tag]!))
    if (group === null)
      for (const tag of members) temperatures[tag] = sigmoidTemperature(columns[tag]!)
    else {
      const temperature = softmaxTemperature(labels, logits, tags, members)
      for (const tag of members) temperatures[tag] = temperature
    }
  const tempered = groups.map((group, tag) => ({ group, temperature: temperatures[tag]! }))
  const probabilities = probabilitiesOf(tempered, logits.slice())
  return tempered.map(({ temperature }, tag) => ({
    temperature,
    threshold: bestThreshold(columnOf(labels, probabilities, tags, tag)),
  }))
}

function enough({ has }: Scored): boolean {
  const positives = has.reduce((sum, one) => sum + one, 0)
  return positives >= MIN_EXAMPLES && has.length - positives >= MIN_EXAMPLES
}

function sigmoidTemperature(column: Scored): number {
  if (!enough(column)) return 1
  return lowest((temperature) =>
    column.scores.reduce((sum, logit, i) => {
      const z = (column.has[i] ? -logit : logit) / temperature
      return sum + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
    }, 0),
  )
}

function softmaxTemperature(
  labels: Int8Array,
  logits: Float32Array,
  tags: number,
  members: readonly number[],
): number {
  const rows = Array.from({ length: labels.length / tags }, (_, row) => ({
    truth: members.find((tag) => labels[row * tags + tag] === 1),
    row,
  })).filter(({ truth }) => truth !== undefined)
  if (rows.length < MIN_EXAMPLES) return 1
  return lowest((temperature) =>
    rows.reduce((sum, { row, truth }) => {
      const scaled = members.map((tag) => logits[row * tags + tag]! / temperature)
      const top = Math.max(...scaled)
      const all = scaled.reduce((total, logit) => total + Math.exp(logit - top), 0)
      return sum + top + Math.log(all) - logits[row * tags + truth!]! / temperature
    }, 0),
  )
}

/** The temperature of the lowest cost, by golden-section search on its logarithm. */
function lowest(cost: (temperature: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let from = Math.log(TEMPERATURES.from)
  let to = Math.log(TEMPERATURES.to)
  while (to - from > 1e-3) {
    const a = to - golden * (to - from)
    const b = from + golden * (to - from)
    if (cost(Math.exp(a)) <= cost(Math.exp(b))) to = b
    else from = a
  }
  return Math.exp((from + to) / 2)
}

function bestThreshold(column: Scored): number | null {
  if (!enough(column)) return null
  const { scores, has } = column
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!)
  const positives = has.reduce((sum, one) => sum + one, 0)
  let hits = 0
  let best = 0
  let threshold: number | null = null
  for (const [i, at] of order.entries()) {
    hits += has[at]!
    const next = scores[order[i + 1] ?? -1] ?? 0
    if (next === scores[at]) continue
    const said = i + 1
    const f1 = (2 * hits) / (said + positives)
    if (hits / said < MIN_PRECISION || f1 <= best) continue
    best = f1
    threshold = (scores[at]! + next) / 2
  }
  return threshold
}
