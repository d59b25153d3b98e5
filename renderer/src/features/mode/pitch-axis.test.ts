import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apart, areaPath, folded, fromTonic, linePath, xOf } from './pitch-axis.ts'

const flat = (at: number) => Array.from({ length: 160 }, (_, bin) => (bin === at ? 1 : 0))
const points = (path: string) =>
  path
    .slice(1)
    .replace('Z', '')
    .split('L')
    .map((point) => point.split(',').map(Number))

test('the tonic stands at both ends of the axis, whole', () => {
  const size = { width: 1380, height: 100 }
  const peaks = points(linePath(flat(0), size)).filter(([, y]) => y === 0)
  expect(peaks).toEqual([
    [90, 0],
    [1290, 0],
  ])
  expect(xOf(0, 1380)).toBe(90)
  expect(xOf(1200, 1380)).toBe(1290)
})

test('a line runs over the whole axis, an area comes back along its foot', () => {
  const size = { width: 690, height: 50 }
  const line = points(linePath(flat(80), size))
  expect(line[0]).toEqual([0, 50])
  expect(line.at(-1)).toEqual([690, 50])
  expect(areaPath(flat(80), size)).toBe(`${linePath(flat(80), size)}L690.0,50L0.0,50Z`)
  expect(Math.min(...line.map(([, y]) => y ?? 0))).toBe(0)
})

test('nothing heard is a line along the foot', () => {
  const silent = points(linePath(new Array(160).fill(0), { width: 100, height: 50 }))
  expect(silent.every(([, y]) => y === 50)).toBe(true)
})

test('a distribution is turned to another tonic, and back', () => {
  expect(fromTonic(flat(80), 600)).toEqual(flat(0))
  expect(fromTonic(flat(0), 600)).toEqual(flat(80))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 159 }), fc.integer({ min: 0, max: 159 }), (at, by) => {
      const there = fromTonic(flat(at), by * 7.5)
      expect(fromTonic(there, -by * 7.5)).toEqual(flat(at))
    }),
  )
})

test('pitches fold into one octave, and differ by the shorter way round it', () => {
  expect([-100, 0, 1200, 1950].map(folded)).toEqual([1100, 0, 0, 750])
  expect([apart(1190, 10), apart(10, 1190), apart(0, 600)]).toEqual([20, -20, -600])
})
