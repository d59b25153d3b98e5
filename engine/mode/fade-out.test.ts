import { expect, test } from 'vitest'
import { isFadedOut } from './fade-out.ts'
import { HOP_SECONDS } from './melody-tracker.ts'

const SECONDS = 30
const frames = (of: (time: number) => number) =>
  Float32Array.from({ length: SECONDS / HOP_SECONDS }, (_, n) => of(n * HOP_SECONDS))

/** Notes of half a second that are struck and die away a little. */
const playing = (time: number) => 0.1 * (1 - 0.6 * (time % 0.5))
const moving = frames((time) => 1200 + 100 * ((Math.floor(time * 2) * 5) % 7))
const resting = frames((time) => (time < 22 ? moving[Math.round(time / HOP_SECONDS)]! : 1200))
const faded = (from: number, seconds: number) =>
  frames((time) => playing(time) * Math.max(1e-4, 1 - Math.max(0, time - from) / seconds) ** 2)

test('a melody that moves on while it grows softer is faded out', () => {
  expect(isFadedOut(faded(20, 10), moving)).toBe(true)
  expect(isFadedOut(faded(15, 10), moving), 'with silence behind it').toBe(true)
})

test('a last note that dies away is a close', () => {
  expect(isFadedOut(faded(22, 8), resting)).toBe(false)
})

test('a cut, a soft ending and a fade too short are none', () => {
  expect(isFadedOut(frames(playing), moving)).toBe(false)
  expect(isFadedOut(faded(28.5, 1.5), moving)).toBe(false)
  const softer = frames((time) => playing(time) * (time < 20 ? 1 : 0.5))
  expect(isFadedOut(softer, moving)).toBe(false)
})

test('silence and nothing are none', () => {
  expect(isFadedOut(new Float32Array(1000), moving.subarray(0, 1000))).toBe(false)
  expect(isFadedOut(new Float32Array(0), new Float32Array(0))).toBe(false)
})
