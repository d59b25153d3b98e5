import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cosines, topK } from './exact.ts'

it('computes dot products of any dimension', () => {
  const value = fc.float({ min: -1, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 19 }), fc.array(value, { maxLength: 95 }), (d, all) => {
      const count = Math.floor(all.length / d)
      const vectors = Float16Array.from(all)
      const query = Float32Array.from({ length: d }, (_, i) => Math.sin(i + 1))
      const out = new Float32Array(count)
      cosines(vectors, query, count, out)
      for (let n = 0; n < count; n++) {
        let sum = 0
        for (let i = 0; i < d; i++) sum += vectors[n * d + i]! * query[i]!
        expect(out[n]).toBeCloseTo(sum, 4)
      }
    }),
  )
})

it('finds the k best allowed scores, ties in order', () => {
  const score = fc.integer({ min: -5, max: 5 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(score, fc.boolean()), { maxLength: 60 }),
      fc.integer({ min: 0, max: 70 }),
      (items, k) => {
        const scores = Float32Array.from(items, ([s]) => s)
        const allowed = Uint8Array.from(items, ([, a]) => (a ? 1 : 0))
        const expected = items
          .map(([s, a], slot) => ({ s, a, slot }))
          .filter(({ a }) => a)
          .sort((x, y) => y.s - x.s || x.slot - y.slot)
          .slice(0, k)
          .map(({ slot }) => slot)
        expect(Array.from(topK(scores, scores.length, k, allowed))).toEqual(expected)
      },
    ),
  )
})
