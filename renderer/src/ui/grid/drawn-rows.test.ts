import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnRows, firstInView, originOf } from './drawn-rows.ts'

test('wherever the view is, every row in it is drawn, and not many more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000_000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (count, inView, share, quick) => {
        const top = share * Math.max(0, count - inView) * 34
        const rows = drawnRows(firstInView(top, 34), count, inView, quick)
        const first = Math.floor(top / 34)
        const last = Math.min(count - 1, first + inView)
        for (let index = first; index <= last; index++) expect(rows).toContain(index)
        expect(rows.length).toBeLessThanOrEqual(inView + (quick ? 4 : 28))
      },
    ),
  )
})

test('a small turn of the wheel changes nothing', () => {
  expect(firstInView(34 * 100, 34)).toBe(firstInView(34 * 103.9, 34))
  expect(firstInView(34 * 104, 34)).toBe(firstInView(34 * 100, 34) + 4)
})

test('rows of a very long list hang on a row that is near', () => {
  expect(originOf(999)).toBe(0)
  expect(originOf(1_234_567)).toBe(1_234_000)
})
