import type { HeadFigure } from '../../contract/head.ts'
import { rocAuc } from '../datasets/metrics.ts'

/** Fewer examples of a kind tell nothing. */
const LEAST_OF_A_KIND = 3
/** From so many of a kind that the user judged on, the figure is by those alone: what was presumed may be wrong. */
const ENOUGH_JUDGED = 10

/** From which lower bound of the ROC-AUC on a level is reached, the best first. */
const levels = [
  ['good', 0.9],
  ['useful', 0.75],
  ['rough', 0.55],
] as const

export interface HeldOut {
  /** [rows, tags]: 1, 0, -1. */
  labels: Int8Array
  /** [rows, tags]: what was said of it while it was held out; NaN where nothing was. */
  probabilities: Float32Array
  /** [rows]. */
  presumed: readonly boolean[]
  apart: HeadFigure['apart']
}

/**
 * The figure of a head by its held-out examples: the ROC-AUC, of several tags their mean, with its standard error by
 * Hanley and McNeil (1982), in words by the lower end of both.
 */
export function headFigure({ labels, probabilities, presumed, apart }: HeldOut): HeadFigure {
  const tags = labels.length / presumed.length
  const measured = Array.from({ length: tags }, (_, tag) =>
    measure({ labels, probabilities, presumed }, tags, tag),
  ).filter((one) => one !== null)
  const counts = countsOf(labels, presumed, tags)
  if (measured.length === 0)
    return { level: 'unknown', rocAuc: null, error: null, apart: null, ...counts }
  const area = mean(measured.map((one) => one.area))
  const error = Math.sqrt(mean(measured.map((one) => one.error ** 2)) / measured.length)
  const level = levels.find(([, least]) => area - error >= least)?.[0] ?? 'chance'
  return { level, rocAuc: area, error, apart, ...counts }
}

/** ROC-AUC of one tag by what was held out; null with too few examples of a kind. */
export function heldOutArea(heldOut: Omit<HeldOut, 'apart'>, tag: number): number | null {
  const tags = heldOut.labels.length / heldOut.presumed.length
  return measure(heldOut, tags, tag)?.area ?? null
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function countsOf(labels: Int8Array, presumed: readonly boolean[], tags: number) {
  let positives = 0
  let negatives = 0
  for (const [row, isPresumed] of presumed.entries()) {
    const own = labels.subarray(row * tags, (row + 1) * tags)
    if (isPresumed) continue
    if (own.includes(1)) positives++
    else negatives++
  }
  return { positives, negatives, presumed: presumed.filter(Boolean).length }
}

function measure(
  { labels, probabilities, presumed }: Omit<HeldOut, 'apart'>,
  tags: number,
  tag: number,
): { area: number; error: number } | null {
  const labelOf = (row: number) => labels[row * tags + tag]!
  const scoreOf = (row: number) => probabilities[row * tags + tag]!
  const known = [...presumed.keys()].filter(
    (row) => labelOf(row) >= 0 && !Number.isNaN(scoreOf(row)),
  )
  const judged = known.filter((row) => !presumed[row])
  const judgedNegatives = judged.filter((row) => labelOf(row) === 0).length
  const counted = judgedNegatives >= ENOUGH_JUDGED ? judged : known
  const column = {
    scores: Float64Array.from(counted, scoreOf),
    has: Uint8Array.from(counted, labelOf),
  }
  const area = rocAuc(column)
  const positives = column.has.reduce((sum, one) => sum + one, 0)
  const negatives = column.has.length - positives
  if (area === null || positives < LEAST_OF_A_KIND || negatives < LEAST_OF_A_KIND) return null
  return { area, error: standardError(area, positives, negatives) }
}

/** Of an area of 0 or 1, that of one half of a pair less: no sample is proof of perfection. */
function standardError(area: number, positives: number, negatives: number): number {
  const half = 0.5 / (positives * negatives)
  const a = Math.min(Math.max(area, half), 1 - half)
  const q1 = a / (2 - a)
  const q2 = (2 * a * a) / (1 + a)
  const variance = a * (1 - a) + (positives - 1) * (q1 - a * a) + (negatives - 1) * (q2 - a * a)
  return Math.sqrt(Math.max(0, variance) / (positives * negatives))
}
