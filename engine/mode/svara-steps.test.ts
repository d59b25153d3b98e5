import { expect, test } from 'vitest'
import type { Term } from '../../contract/vocabulary.ts'
import { expectedSteps, melodySteps, stepScore } from './svara-steps.ts'

const raga = (id: string, rising: number[], falling: number[]): Term => ({
  id,
  name: id,
  aliases: [],
  traditions: ['hindustani'],
  rising,
  falling,
})
/** One set of notes, two ways up and down. */
const straight = raga('straight', [0, 200, 400, 700, 900, 0], [0, 900, 700, 400, 200, 0])
const crooked = raga('crooked', [0, 400, 200, 700, 900, 0], [0, 700, 900, 400, 200, 0])

const hop = 0.02
function sung(degrees: readonly number[], seconds = 0.3): Float32Array {
  return Float32Array.from(degrees.flatMap((cents) => Array(Math.round(seconds / hop)).fill(cents)))
}

test('counts steps between held notes; glides, touches and silence are none', () => {
  const steps = melodySteps(
    [
      Float32Array.from([
        ...sung([300]),
        ...sung([350], 0.2),
        ...sung([500]),
        ...sung([600], 0.04),
        ...sung([Number.NaN], 0.5),
        ...sung([1500]),
      ]),
    ],
    hop,
    300,
  )
  const counted = [...steps].flatMap((count, at) => (count > 0 ? [[at, count]] : []))
  expect(counted).toEqual([
    [0 * 12 + 2, 1],
    [2 * 12 + 0, 1],
  ])
})

test('a way up and down is more probable in its own raga', () => {
  const tune = [...straight.rising!, ...straight.falling!].flatMap((cents, n, all) =>
    n > 0 && all[n - 1] === cents ? [] : [cents],
  )
  const steps = melodySteps([sung([...tune, ...tune])], hop, 0)
  expect(stepScore(steps, expectedSteps(straight)!)).toBeGreaterThan(
    stepScore(steps, expectedSteps(crooked)!) + 0.3,
  )
})

test('each row of expectations is a probability', () => {
  const expected = expectedSteps(crooked)!
  for (let from = 0; from < 12; from++) {
    const row = expected.subarray(from * 12, from * 12 + 12)
    expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1)
    expect(Math.min(...row)).toBeGreaterThan(0)
  }
  const { rising: _, ...unknown } = straight
  expect(expectedSteps(unknown)).toBeUndefined()
})

test('a melody without steps says nothing', () => {
  expect(stepScore(new Float64Array(144), expectedSteps(straight)!)).toBe(0)
})
