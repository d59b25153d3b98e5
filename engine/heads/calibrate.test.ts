import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { calibrate } from './calibrate.ts'

/** Labels that follow their logits' probabilities, and the logits `times` as large as they should be. */
function overconfident(count: number, times: number) {
  const random = seededRandom(1)
  const truth = Float32Array.from({ length: count }, () => random.between(-3, 3))
  const labels = Int8Array.from(truth, (logit) => Number(random.chance(1 / (1 + Math.exp(-logit)))))
  return { labels, logits: truth.map((logit) => logit * times) }
}

test('the temperature undoes what makes logits too large or too small', () => {
  for (const times of [0.5, 4]) {
    const { labels, logits } = overconfident(4000, times)
    const [{ temperature } = { temperature: 0 }] = calibrate(labels, logits, [null])
    expect(temperature / times).toBeCloseTo(1, 0.9)
  }
})

test('a group has one temperature', () => {
  const random = seededRandom(1)
  const logits = new Float32Array(3000).map(() => random.between(-2, 2))
  const labels = new Int8Array(3000)
  for (let row = 0; row < 3000; row += 3) {
    const powers = [...logits.subarray(row, row + 3)].map(Math.exp)
    labels[row + random.weighted(powers)] = 1
  }
  const tags = calibrate(
    labels,
    logits.map((logit) => logit * 3),
    [5, 5, 5],
  )
  expect(new Set(tags.map(({ temperature }) => temperature)).size).toBe(1)
  expect(tags[0]!.temperature / 3).toBeCloseTo(1, 0.9)
})

test('the threshold parts what can be parted', () => {
  const logits = Float32Array.from({ length: 20 }, (_, row) => (row < 6 ? 2 + row : -2 - row))
  const labels = Int8Array.from(logits, (logit) => Number(logit > 0))
  const [tag] = calibrate(labels, logits, [null])
  expect(tag!.threshold).toBeGreaterThan(0)
  expect(tag!.threshold).toBeLessThan(1)
})

test.each<[string, Int8Array]>([
  ['too few have it', Int8Array.from({ length: 40 }, (_, row) => Number(row < 4))],
  ['nothing is held out', new Int8Array(0)],
  ['the scores say the contrary', Int8Array.from({ length: 40 }, (_, row) => Number(row >= 34))],
])('a head abstains where %s', (_name, labels) => {
  const logits = Float32Array.from(labels, (_, row) => 40 - row)
  expect(calibrate(labels, logits, [null])[0]!.threshold).toBeNull()
})
