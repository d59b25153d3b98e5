import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankSlots } from './rank.ts'

const scores = fc.array(
  fc.oneof(
    fc.constantFrom(0, 0.5, Number.NEGATIVE_INFINITY),
    fc.float({ noNaN: true, min: -1, max: 1 }),
  ),
  { minLength: 1, maxLength: 60 },
)

test('the best that are allowed, each with how many of all are better', () => {
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 70 }), fc.boolean(), (made, k, filtered) => {
      const values = Float32Array.from(made)
      const allowed = filtered ? Uint8Array.from(made, (_, n) => (n % 3 === 0 ? 1 : 0)) : undefined
      const open = [...values.keys()]
        .filter((n) => values[n] !== Number.NEGATIVE_INFINITY && (!allowed || allowed[n] === 1))
        .sort((a, b) => values[b]! - values[a]! || a - b)
        .slice(0, k)
      expect(rankSlots(values, values.length, k, allowed)).toEqual(
        open.map((slot) => ({
          slot,
          closer: values.filter((value) => value > values[slot]!).length,
        })),
      )
    }),
  )
})

test('very many answers are the same as few, and more of them', () => {
  const values = Float32Array.from({ length: 5000 }, (_, n) => Math.sin(n * 12.9898))
  const few = rankSlots(values, 5000, 100)
  const many = rankSlots(values, 5000, 4000)
  expect(many).toHaveLength(4000)
  expect(many.slice(0, 100)).toEqual(few)
})
