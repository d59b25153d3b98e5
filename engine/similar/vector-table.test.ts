import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  BLOCK_ROWS,
  createTable,
  dropVector,
  putVector,
  tableCosines,
  vectorAt,
} from './vector-table.ts'

it('holds what a map would hold, packed, through any puts and drops', () => {
  const step = fc.record({ id: fc.integer({ min: 0, max: 30 }), put: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const table = createTable(2)
      const model = new Map<number, number>()
      steps.forEach(({ id, put }, n) => {
        if (put) putVector(table, id, n, Float32Array.of(n, n + 0.5))
        else expect(dropVector(table, id)).toBe(model.has(id))
        if (put) model.set(id, n)
        else model.delete(id)
      })
      const held = Array.from({ length: table.count }, (_, slot) => [
        table.ids[slot],
        table.versions[slot],
        ...vectorAt(table, slot),
        table.slots.get(table.ids[slot]!) === slot,
      ])
      const expected = [...model].map(([id, n]) => [id, n, n, n + 0.5, true])
      expect(new Set(held.map(String))).toEqual(new Set(expected.map(String)))
    }),
  )
})

it('grows over blocks and shrinks again', () => {
  const table = createTable(1)
  const count = BLOCK_ROWS * 2 + 5
  for (let id = 0; id < count; id++) putVector(table, id, 1, Float32Array.of(id / count))
  const out = new Float32Array(count)
  tableCosines(table, Float32Array.of(1), out)
  expect(out[count - 1]).toBeCloseTo((count - 1) / count, 3)
  for (let id = 0; id < count - 1; id++) dropVector(table, id)
  expect(table.count).toBe(1)
  expect(table.ids[0]).toBe(count - 1)
  expect(table.blocks.length).toBeLessThanOrEqual(2)
})
