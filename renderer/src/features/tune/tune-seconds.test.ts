import { expect, test } from 'vitest'
import { tuneSeconds } from './tune-seconds.ts'

test('by what a track took the last time, else by the device, else not known', () => {
  const depths = [
    { windows: 4, agreement: 0.8, secondsPerTrack: 3 },
    { windows: null, agreement: 1, secondsPerTrack: 30 },
  ]
  expect(tuneSeconds(40, { depths }, 10)).toBe(1200)
  expect(tuneSeconds(40, null, 2)).toBe(960)
  expect(tuneSeconds(40, { depths: [] }, null)).toBeNull()
})
