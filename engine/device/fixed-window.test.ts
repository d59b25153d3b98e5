import { expect, test } from 'vitest'
import { SAMPLE_RATE, WINDOW } from '../sound/windows.ts'
import { fixedWindow } from './fixed-window.ts'

test('5 s that are the same each time, within ±1, and silent nowhere', () => {
  const window = fixedWindow()
  expect(window).toHaveLength(WINDOW)
  expect(fixedWindow()).toEqual(window)
  expect(Math.max(...window.map(Math.abs))).toBeLessThan(1)
  const loudness = (start: number, length: number) =>
    Math.hypot(...window.subarray(start, start + length))
  for (let start = 0; start < WINDOW; start += 400)
    expect(loudness(start, 400)).toBeGreaterThan(0.01)
  expect(loudness(0, SAMPLE_RATE / 4)).toBeGreaterThan(3 * loudness(SAMPLE_RATE, SAMPLE_RATE / 4))
})
