/** Scores of one tag and whether each example has it, both of one length. */
export interface Scored {
  scores: Float64Array
  has: Uint8Array
}

/** Positions by falling score. */
function byScore({ scores }: Scored): Uint32Array {
  return Uint32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
}

/** Calls `take` once for each distinct score, from the highest, with how many of that score have the tag and have not. */
function eachScore(scored: Scored, take: (positives: number, negatives: number) => void): void {
  const order = byScore(scored)
  for (let from = 0; from < order.length; ) {
    const score = scored.scores[order[from] ?? 0]
    let to = from
    let positives = 0
    while (to < order.length && scored.scores[order[to] ?? 0] === score)
      positives += scored.has[order[to++] ?? 0] ?? 0
    take(positives, to - from - positives)
    from = to
  }
}

function positivesOf({ has }: Scored): number {
  return has.reduce((sum, one) => sum + one, 0)
}

/**
 * Area under the ROC curve: how often something that has the tag scores higher than something that has not, ties
 * counting half, as scikit-learn's `roc_auc_score`. Null unless some have it and some have not.
 */
export function rocAuc(scored: Scored): number | null {
  const positives = positivesOf(scored)
  const negatives = scored.has.length - positives
  if (positives === 0 || negatives === 0) return null
  let above = 0
  let pairs = 0
  eachScore(scored, (here, not) => {
    pairs += not * (above + here / 2)
    above += here
  })
  return pairs / (positives * negatives)
}

/** Precision summed over the steps of recall, as scikit-learn's `average_precision_score`. Null where none has the tag. */
function averagePrecision(scored: Scored): number | null {
  const positives = positivesOf(scored)
  if (positives === 0) return null
  let found = 0
  let said = 0
  let sum = 0
  eachScore(scored, (here, not) => {
    found += here
    said += here + not
    sum += (here / positives) * (found / said)
  })
  return sum
}

/** The answers for one tag, counted. */
export interface TagCounts {
  /** Said and true, said and not true, true and not said, neither. */
  hits: number
  falseAlarms: number
  misses: number
  rightlyNot: number
}

export interface TagMetrics extends TagCounts {
  positives: number
  negatives: number
  /** Null where it is not defined: without examples that have the tag, or that have it not. */
  rocAuc: number | null
  averagePrecision: number | null
  /** 0 where nothing was said, or nothing was true. */
  precision: number
  recall: number
  f1: number
}

/** The figures of a task. Shares of 1. */
export interface TaskMetrics {
  perTag: TagMetrics[]
  /** What scikit-learn itself answers; null where it refuses. A tag that none has counts as 0 in `averagePrecisionMacro`. */
  scikitLearn: {
    rocAucMacro: number | null
    averagePrecisionMacro: number | null
    rocAucMicro: number | null
    averagePrecisionMicro: number | null
    f1Micro: number
    f1Macro: number
  }
  /** Means over the tags for which the figure is defined, and how many those are. */
  overDefined: {
    rocAuc: number | null
    map: number | null
    /** Over the tags that some example has. */
    f1Macro: number | null
    rocAucTags: number
    mapTags: number
  }
}

/** Null of nothing. */
function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

function f1Of({ hits, falseAlarms, misses }: TagCounts): number {
  return ratio(2 * hits, 2 * hits + falseAlarms + misses)
}

function countsOf({ scores, has }: Scored, threshold: number | null): TagCounts {
  const counts: TagCounts = { hits: 0, falseAlarms: 0, misses: 0, rightlyNot: 0 }
  for (const [i, score] of scores.entries()) {
    const said = threshold !== null && score >= threshold
    if (has[i]) counts[said ? 'hits' : 'misses']++
    else counts[said ? 'falseAlarms' : 'rightlyNot']++
  }
  return counts
}

function tagMetrics(scored: Scored, threshold: number | null): TagMetrics {
  const counts = countsOf(scored, threshold)
  const { hits, falseAlarms, misses } = counts
  const positives = positivesOf(scored)
  return {
    ...counts,
    positives,
    negatives: scored.has.length - positives,
    rocAuc: rocAuc(scored),
    averagePrecision: averagePrecision(scored),
    precision: ratio(hits, hits + falseAlarms),
    recall: ratio(hits, hits + misses),
    f1: f1Of(counts),
  }
}

/** Of one tag, of truth and scores [examples, tags], the examples of which it is known whether they have it. */
export function columnOf(
  truth: Int8Array,
  scores: ArrayLike<number>,
  tags: number,
  tag: number,
): Scored {
  const known: number[] = []
  for (let i = tag; i < truth.length; i += tags) if ((truth[i] ?? -1) >= 0) known.push(i)
  return {
    scores: Float64Array.from(known, (i) => scores[i] ?? 0),
    has: Uint8Array.from(known, (i) => truth[i] ?? 0),
  }
}

/**
 * Judges scores by the truth; both are [examples, tags] row-major. The truth is 1, 0, or -1 where it is not known, which
 * is left out. A tag is said from its threshold on, never where that is null.
 */
export function taskMetrics(
  truth: Int8Array,
  scores: ArrayLike<number>,
  thresholds: readonly (number | null)[],
): TaskMetrics {
  const tags = thresholds.length
  const perTag = thresholds.map((threshold, tag) =>
    tagMetrics(columnOf(truth, scores, tags, tag), threshold),
  )
  const all = columnOf(truth, scores, 1, 0)
  const counts = (['hits', 'falseAlarms', 'misses', 'rightlyNot'] as const).map(
    (name) => [name, perTag.reduce((sum, tag) => sum + tag[name], 0)] as const,
  )
  const aucs = perTag.flatMap((tag) => tag.rocAuc ?? [])
  const precisions = perTag.flatMap((tag) => tag.averagePrecision ?? [])
  const f1s = perTag.map((tag) => tag.f1)
  return {
    perTag,
    scikitLearn: {
      rocAucMacro: aucs.length === tags ? mean(aucs) : null,
      averagePrecisionMacro: mean(perTag.map((tag) => tag.averagePrecision ?? 0)),
      rocAucMicro: rocAuc(all),
      averagePrecisionMicro: averagePrecision(all),
      f1Micro: f1Of(Object.fromEntries(counts) as unknown as TagCounts),
      f1Macro: mean(f1s) ?? 0,
    },
    overDefined: {
      rocAuc: mean(aucs),
      map: mean(precisions),
      f1Macro: mean(perTag.filter((tag) => tag.positives > 0).map((tag) => tag.f1)),
      rocAucTags: aucs.length,
      mapTags: precisions.length,
    },
  }
}
