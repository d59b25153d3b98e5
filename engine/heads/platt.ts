/** A logit of a score: `slope * score + offset`. */
export interface Line {
  slope: number
  offset: number
}

/** Newton's method is done long before. */
const MAX_STEPS = 50
/** A tag that scores contradict keeps their order, and says next to nothing. */
const MIN_SLOPE = 1e-3

/**
 * Logistic regression on one score (Platt 1999), with his targets, which keep a line finite where scores separate the
 * labels; by Newton's method with steps that are halved until they help (Lin, Lin and Weng 2007).
 */
export function plattLine(scores: Float64Array, has: readonly boolean[]): Line {
  const positives = has.reduce((sum, one) => sum + Number(one), 0)
  const targets = has.map((one) =>
    one ? (positives + 1) / (positives + 2) : 1 / (has.length - positives + 2),
  )
  const cost = ({ slope, offset }: Line) =>
    scores.reduce((sum, score, i) => {
      const z = slope * score + offset
      return sum + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[i]! * z
    }, 0)
  let line: Line = { slope: 0, offset: Math.log((positives + 1) / (has.length - positives + 1)) }
  for (let step = 0; step < MAX_STEPS; step++) {
    const better = newtonStep(line, scores, targets, cost)
    if (!better) break
    line = better
  }
  return { ...line, slope: Math.max(MIN_SLOPE, line.slope) }
}

function newtonStep(
  line: Line,
  scores: Float64Array,
  targets: readonly number[],
  cost: (line: Line) => number,
): Line | undefined {
  let [g1, g0, h11, h10, h00] = [0, 0, 1e-12, 0, 1e-12]
  for (const [i, score] of scores.entries()) {
    const p = 1 / (1 + Math.exp(-(line.slope * score + line.offset)))
    const curve = p * (1 - p)
    g1 += (p - targets[i]!) * score
    g0 += p - targets[i]!
    h11 += curve * score * score
    h10 += curve * score
    h00 += curve
  }
  const determinant = h11 * h00 - h10 * h10
  const slope = (h00 * g1 - h10 * g0) / determinant
  const offset = (h11 * g0 - h10 * g1) / determinant
  const before = cost(line)
  for (let size = 1; size > 1e-6; size /= 2) {
    const next = { slope: line.slope - size * slope, offset: line.offset - size * offset }
    if (cost(next) < before - 1e-12) return next
  }
  return undefined
}
