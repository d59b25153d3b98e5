import { expect, test } from 'vitest'
import { neighbourAgreement, neighboursCompared } from './neighbour-agreement.ts'
import { judgeInt8, recommendedWindows } from './recommend.ts'

const shape = { layers: 2, hiddenSize: 24 }

/** Numbers that look random and are the same each time; -1..1. */
function randoms(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  }
}

function tracks(count: number, noise: number): Uint8Array[] {
  const [base, disturbance] = [randoms(1), randoms(2)]
  return Array.from({ length: count }, () => {
    const values = Float16Array.from({ length: 48 }, () => 5 + base() + noise * disturbance())
    return new Uint8Array(values.buffer)
  })
}

test('what differs by nothing keeps every neighbour, what differs by all of it keeps those of chance', () => {
  const reference = tracks(40, 0)
  expect(neighbourAgreement(shape, reference, reference)).toEqual({ pure: 1, mixed: 1 })
  const close = neighbourAgreement(shape, reference, tracks(40, 0.01))
  expect(close.pure).toBeGreaterThan(0.9)
  expect(close.mixed).toBeGreaterThan(0.9)
  const chance = neighbourAgreement(shape, reference, tracks(40, 100))
  expect(chance.pure).toBeLessThan(0.5)
  expect(chance.pure).toBeGreaterThan(0)
})

test('few tracks are compared by few neighbours', () => {
  expect([2, 4, 12, 31, 500].map(neighboursCompared)).toEqual([1, 1, 3, 10, 10])
})

test('the cheapest depth that keeps nine of ten neighbours is recommended, else full depth', () => {
  const depths = (...agreements: number[]) =>
    [4, 8, 12, 24, null].map((windows, i) => ({ windows, agreement: agreements[i] ?? 1 }))
  expect(recommendedWindows(depths(0.7, 0.91, 0.95, 0.99, 1))).toBe(8)
  expect(recommendedWindows(depths(0.5, 0.6, 0.7, 0.8, 1))).toBeNull()
})

test('whole numbers are refused when they lose neighbours or gain no time', () => {
  expect(judgeInt8(0.949, 2)).toMatchObject({
    allowed: false,
    reason: expect.stringMatching(/95 %/),
  })
  expect(judgeInt8(0.99, 1.01)).toMatchObject({ allowed: false })
  expect(judgeInt8(0.97, 1.3)).toMatchObject({ allowed: true })
})
