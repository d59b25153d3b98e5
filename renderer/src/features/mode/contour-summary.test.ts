import { expect, test } from 'vitest'
import { summarise } from './contour-summary.ts'

const degrees = [
  { cents: 0, name: 'Rast' },
  { cents: 702, name: 'Nevâ' },
]

test('each stretch tells its pitches and the degrees it dwells on', () => {
  const cents = [
    ...new Array(30).fill(0),
    ...new Array(20).fill(702),
    ...new Array(50).fill(null),
    ...new Array(10).fill(1210),
  ]
  const told = summarise({ start: 60, hop: 0.1, cents }, degrees, 5)
  expect(told.map(({ from, to }) => [from, to])).toEqual([
    [60, 65],
    [65, 70],
    [70, 71],
  ])
  expect(told[0]).toMatchObject({
    pitches: { lowest: 0, middle: 0, highest: 702 },
    degrees: ['Rast', 'Nevâ'],
  })
  expect(told[1]).toMatchObject({ pitches: null, degrees: [] })
  expect(told[2]).toMatchObject({ pitches: { middle: 1210 }, degrees: ['Rast'] })
})
