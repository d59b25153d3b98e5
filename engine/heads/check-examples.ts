import { problem } from '../../contract/problem.ts'
import type { Examples } from './examples.ts'
import type { HeadTag } from './head.ts'

const NAMED = 5

/**
 * Refuses examples that nothing can be learned from.
 * Problems: `invalid-input` for sizes that do not fit together, groups of one tag and means that are not numbers; `too-few-examples`
 * when there is a tag that all or none of the `train` examples of which it is known have.
 */
export function checkExamples(
  examples: Examples,
  tags: readonly Pick<HeadTag, 'name' | 'group'>[],
): void {
  const { means, count, layers, hiddenSize, labels, split, groups: names } = examples
  if (
    means.length !== count * layers * hiddenSize ||
    labels.length !== count * tags.length ||
    split.length !== count ||
    (names && names.length !== count)
  )
    throw problem(
      'invalid-input',
      'The means, labels, parts and groups of the examples do not fit together.',
    )
  if (tags.length === 0) throw problem('too-few-examples', 'There is no tag to learn.')
  const groups = Map.groupBy(tags, ({ group }) => group)
  for (const [group, members] of groups)
    if (group !== null && members.length === 1)
      throw problem(
        'invalid-input',
        `"${members[0]!.name}" has nothing in its group to tell it from.`,
      )
  const size = layers * hiddenSize
  for (let row = 0; row < count; row++)
    if (!allFinite(means, row * size, size))
      throw problem(
        'invalid-input',
        `The means of example ${row + 1} hold values that are not numbers.`,
      )
  const lacking = tags.filter((_, tag) => {
    const seen = new Set(
      split.map((part, row) => part === 'train' && labels[row * tags.length + tag]),
    )
    return !(seen.has(0) && seen.has(1))
  })
  if (lacking.length === 0) return
  const named = lacking.slice(0, NAMED).map(({ name }) => `"${name}"`)
  const more = lacking.length > NAMED ? ` and ${lacking.length - NAMED} more` : ''
  throw problem(
    'too-few-examples',
    `To learn ${named.join(', ')}${more}, mark at least one track that has it and one that has it not.`,
  )
}

function allFinite(values: Float32Array, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (!Number.isFinite(values[i])) return false
  return true
}
