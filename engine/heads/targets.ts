/** What a head is asked to say of some examples, [count, tags] each. */
export interface Targets {
  /** 1 or 0. */
  targets: Float32Array
  /** What an entry counts in the loss; 0 where nobody knows. */
  weights: Float32Array
  /** [count]: how many questions an example answers: one a tag by itself, one a group. */
  decisions: Int32Array
  /** [tags]: what the weighting of the classes adds to the logits, to be taken away from what was learned. */
  shift: Float64Array
}

/** A question: entries of a row that share a loss, and which class the row answers; -1 where it does not. */
interface Question {
  tags: readonly number[]
  classes: number
  classOf(labels: Int8Array): number
}

function questionsOf(groups: readonly (number | null)[]): Question[] {
  return [...Map.groupBy(groups.keys(), (tag) => groups[tag]!)].flatMap(([group, tags]) =>
    group === null
      ? tags.map((tag) => ({ tags: [tag], classes: 2, classOf: (labels) => labels[tag]! }))
      : [{ tags, classes: tags.length, classOf: (labels) => onlyOne(labels, tags) }],
  )
}

/** Which of the tags a row has; -1 if it has none or, a contradiction, several. */
function onlyOne(labels: Int8Array, tags: readonly number[]): number {
  const had = tags.flatMap((tag, i) => (labels[tag] === 1 ? [i] : []))
  return had.length === 1 ? had[0]! : -1
}

/**
 * Targets of labels [count, tags]. An example answers the question of a group when it has exactly one of its tags. With
 * `classWeighting` all classes of a question count the same together among `rows` (scikit-learn's "balanced"): without
 * it, what is rare is hardly learned.
 */
export function targetsOf(
  labels: Int8Array,
  groups: readonly (number | null)[],
  rows: readonly number[],
  classWeighting: boolean,
): Targets {
  const tags = groups.length
  const count = labels.length / tags
  const weights = new Float32Array(labels.length)
  const decisions = new Int32Array(count)
  const shift = new Float64Array(tags)
  for (const { tags: entries, classes, classOf } of questionsOf(groups)) {
    const answers = Array.from({ length: count }, (_, row) =>
      classOf(labels.subarray(row * tags, (row + 1) * tags)),
    )
    const factors = classWeighting
      ? balanced(
          classes,
          rows.map((row) => answers[row]!),
        )
      : new Array<number>(classes).fill(1)
    if (classes > entries.length) shift[entries[0]!] = Math.log(factors[1]! / factors[0]!)
    else for (const [i, tag] of entries.entries()) shift[tag] = Math.log(factors[i]!)
    for (const [row, answer] of answers.entries()) {
      if (answer < 0) continue
      decisions[row]!++
      for (const tag of entries) weights[row * tags + tag] = factors[answer]!
    }
  }
  const targets = Float32Array.from(labels, (label) => Number(label === 1))
  return { targets, weights, decisions, shift }
}

/** Factors by which all classes count the same, 1 on average; 1 for a class that nobody answers. */
function balanced(classes: number, answers: readonly number[]): number[] {
  const known = answers.filter((answer) => answer >= 0).length
  return Array.from({ length: classes }, (_, one) => {
    const size = answers.filter((answer) => answer === one).length
    return size === 0 ? 1 : known / (classes * size)
  })
}
