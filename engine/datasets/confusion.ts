/** Of a choice among several tags, what was answered for what. */
export interface Confusion {
  /** [true tag][answered tag], in the order of the tags. */
  table: number[][]
  accuracy: number
  /** Mean recall of the tags that occur. */
  balancedAccuracy: number
  perTag: { examples: number; precision: number; recall: number; f1: number }[]
  /** Mean F1 of all tags, and of those that occur or were answered (scikit-learn's own choice). */
  f1Macro: number
  f1MacroOccurring: number
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]) => ratio(sum(values), values.length)

/**
 * Compares answers with the truth, both numbers of tags. An answer is what scored highest; of equal scores the tag that
 * comes first.
 */
export function confusionOf(
  truth: readonly number[],
  answers: readonly number[],
  tags: number,
): Confusion {
  const table = Array.from({ length: tags }, () => new Array<number>(tags).fill(0))
  for (const [i, tag] of truth.entries()) {
    const row = table[tag]
    const answer = answers[i] ?? 0
    if (row) row[answer] = (row[answer] ?? 0) + 1
  }
  const perTag = table.map((row, tag) => {
    const right = row[tag] ?? 0
    const examples = sum(row)
    const answered = sum(table.map((other) => other[tag] ?? 0))
    return {
      examples,
      answered,
      precision: ratio(right, answered),
      recall: ratio(right, examples),
      f1: ratio(2 * right, examples + answered),
    }
  })
  const occurring = perTag.filter(({ examples, answered }) => examples + answered > 0)
  return {
    table,
    accuracy: ratio(sum(table.map((row, tag) => row[tag] ?? 0)), truth.length),
    balancedAccuracy: mean(
      perTag.filter(({ examples }) => examples > 0).map(({ recall }) => recall),
    ),
    perTag: perTag.map(({ examples, precision, recall, f1 }) => ({
      examples,
      precision,
      recall,
      f1,
    })),
    f1Macro: mean(perTag.map(({ f1 }) => f1)),
    f1MacroOccurring: mean(occurring.map(({ f1 }) => f1)),
  }
}

/** The number of the highest value; the first of equals. */
export function highest(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i
  return best
}
