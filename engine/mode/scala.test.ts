import { expect, test } from 'vitest'
import { distributionOf } from './pitch-class-distribution.ts'
import { scalaFile, scalePeaks } from './scala.ts'

const hicaz = distributionOf(
  [
    [0, 4],
    [118, 2],
    [380, 2],
    [498, 3],
    [702, 2],
    [996, 1],
    [560, 0.05],
  ],
  15,
)

test('finds the degrees of a scale to a few cents, and leaves ornaments out', () => {
  const peaks = scalePeaks(hicaz)
  expect(peaks.map(({ cents }) => Math.round(cents))).toHaveLength(6)
  for (const [n, cents] of [0, 118, 380, 498, 702, 996].entries())
    expect(Math.abs((peaks[n]?.cents ?? 0) - cents)).toBeLessThan(3)
  expect(peaks[0]?.share).toBeCloseTo(4 / 14, 1)
})

test('silence has no degrees', () => {
  expect(scalePeaks(new Float32Array(160))).toEqual([])
})

test('writes a Scala file as the format wants it', () => {
  const text = scalaFile('Uşşak.scl', 'Uşşak taksim\nby X', scalePeaks(hicaz))
  const lines = text.split('\n')
  expect(lines[0]).toBe('! U??ak.scl')
  const content = lines.filter((line) => !line.startsWith('!'))
  expect(content[0]).toBe('U??ak taksim?by X')
  expect(Number(content[1])).toBe(6)
  const degrees = content.slice(2, -1)
  expect(degrees).toHaveLength(6)
  expect(degrees.at(-1)).toBe(' 2/1')
  for (const degree of degrees.slice(0, -1)) expect(degree).toMatch(/^ \d+\.\d\d$/)
  const cents = degrees.slice(0, -1).map(Number)
  expect(cents).toEqual([...cents].sort((a, b) => a - b))
  expect(cents[0]).toBeGreaterThan(100)
})

test('a tonic that was measured a little flat is still the 1/1', () => {
  const flat = distributionOf(
    [
      [1190, 3],
      [300, 1],
      [700, 2],
    ],
    15,
  )
  const content = scalaFile('a', 'b', scalePeaks(flat))
    .split('\n')
    .filter((line) => !line.startsWith('!'))
  expect(content.slice(1)).toEqual([
    ' 3',
    expect.stringMatching(/^ 300/),
    expect.stringMatching(/^ (699|700)/),
    ' 2/1',
    '',
  ])
})
