import { expect, test } from 'vitest'
import { placeLabels, thinLabels } from './place-labels.ts'

test('labels share a row where there is room, and take another where there is not', () => {
  const placed = placeLabels(
    [
      { at: 300, text: 'Nevâ' },
      { at: 0, text: 'Dügâh' },
      { at: 30, text: 'Segâh' },
      { at: 66, text: 'Çârgâh' },
    ],
    2,
    400,
  )
  expect(placed.map(({ text, row }) => [text, row])).toEqual([
    ['Dügâh', 0],
    ['Segâh', 1],
    ['Çârgâh', 0],
    ['Nevâ', 0],
  ])
})

test('what finds no room is left out', () => {
  const crowd = Array.from({ length: 5 }, (_, n) => ({ at: n, text: 'Nim hisar' }))
  expect(placeLabels(crowd, 2, 400)).toHaveLength(2)
})

test('labels at the edges stay within the picture', () => {
  const [first, last] = placeLabels(
    [
      { at: 2, text: 'Gerdâniye' },
      { at: 398, text: 'Gerdâniye' },
    ],
    1,
    400,
  )
  expect(first).toMatchObject({ at: 2, row: 0 })
  expect(first?.middle).toBeGreaterThan(25)
  expect(last?.middle).toBe(400 - (first?.middle ?? 0))
})

test('along an upright axis what matters most is kept, and nothing written over it', () => {
  const labels = [40, 8, 0, 20, 30].map((at) => ({ at, text: String(at) }))
  expect(thinLabels(labels, 12).map(({ at }) => at)).toEqual([40, 8, 20])
})
