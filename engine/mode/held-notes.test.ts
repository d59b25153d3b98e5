import { expect, test } from 'vitest'
import { heldFrames } from './held-notes.ts'
import { HOP_SECONDS } from './melody-tracker.ts'

function heldShare(seconds: number, pitch: (time: number) => number): number {
  const cents = Float32Array.from({ length: seconds / HOP_SECONDS }, (_, frame) =>
    pitch(frame * HOP_SECONDS),
  )
  return heldFrames(cents).reduce((sum, held) => sum + held, 0) / cents.length
}

test('a steady note is held, and so is one with wide vibrato', () => {
  expect(heldShare(1, () => 1500)).toBe(1)
  expect(heldShare(1, (time) => 1500 + 90 * Math.sin(2 * Math.PI * 5.6 * time))).toBeGreaterThan(
    0.5,
  )
})

test('a glide is not held, nor what ends within a fifth of a second', () => {
  expect(heldShare(1, (time) => 1500 + 400 * time)).toBe(0)
  expect(heldShare(1, (time) => (time % 0.2 < 0.15 ? 1500 : Number.NaN))).toBe(0)
  expect(heldFrames(new Float32Array(0))).toHaveLength(0)
})
