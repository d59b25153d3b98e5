import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderByKey } from './order-by-key.ts'
import { finish, finishInSlices, sortInSteps, withInserted } from './sort-in-steps.ts'

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 300 })
/** Compares by tens, so that there are equals whose order shows. */
const byTens = (a: number, b: number) => Math.trunc(a / 10) - Math.trunc(b / 10)

test('sorts as the language itself does, equals as they came', () => {
  fc.assert(
    fc.property(numbers, (items) => {
      const sorted = finish(sortInSteps(Int32Array.from(items), byTens))
      expect([...sorted]).toEqual(items.toSorted(byTens))
    }),
  )
})

test('lets other work through, and comes to the same', async () => {
  const items = Int32Array.from({ length: 60_000 }, (_, n) => (n * 7919) % 60_000)
  let others = 0
  const other = setInterval(() => others++, 1)
  const sorted = await finishInSlices(sortInSteps(items.slice(), (a, b) => a - b))
  clearInterval(other)
  expect(others).toBeGreaterThan(0)
  expect([...sorted.subarray(0, 3), sorted.at(-1)]).toEqual([0, 1, 2, 59_999])
})

test('what is inserted comes where sorting would put it', () => {
  fc.assert(
    fc.property(numbers, numbers, (items, added) => {
      const order = Int32Array.from(items.toSorted(byTens))
      const joined = withInserted(order, Int32Array.from(added), byTens)
      expect([...joined]).toEqual([...order, ...added].toSorted(byTens))
    }),
  )
})

test('a key sorts both ways, with what is not known at the end and equals as they came', () => {
  const keys = [2, -1, 0, 2, -1, 1]
  const ids = Int32Array.from(keys.keys())
  expect([...orderByKey(ids, (id) => keys[id] ?? -1)]).toEqual([2, 5, 0, 3, 1, 4])
  expect([...orderByKey(ids, (id) => keys[id] ?? -1, true)]).toEqual([0, 3, 5, 2, 1, 4])
  expect([...orderByKey(new Int32Array(0), () => 0)]).toEqual([])
})
