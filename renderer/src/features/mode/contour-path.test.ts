import { expect, test } from 'vitest'
import { contourPath, degreesWithin, pitchRange, timeTicks } from './contour-path.ts'

const scales = {
  x: (seconds: number) => seconds * 10,
  y: (cents: number) => -cents,
  range: { lowest: -100, highest: 1300 },
}

test('a melody is one line while it sounds, and another after a rest or a leap', () => {
  const part = { start: 1, hop: 0.1, cents: [0, 100, null, 100, 120, 1150, 1150] }
  expect(contourPath(part, scales)).toBe(
    'M10.0,0.0L11.0,-100.0M13.0,-100.0L14.0,-120.0M15.0,-1150.0L16.0,-1150.0',
  )
})

test('what is outside of the range is not drawn along its edge', () => {
  const part = { start: 0, hop: 1, cents: [0, 2400, 10] }
  expect(contourPath(part, scales)).toBe('M0.0,0.0M20.0,-10.0')
})

test('the range holds the melody but not its slips, on whole hundreds', () => {
  const melody = Array.from({ length: 1000 }, (_, n) => (n % 2 === 0 ? 0 : 702))
  const part = { start: 0, hop: 0.02, cents: [...melody, 3000, null, -2400] }
  expect(pitchRange([part])).toEqual({ lowest: -100, highest: 800 })
  expect(pitchRange([{ start: 0, hop: 1, cents: [null] }])).toEqual({ lowest: 0, highest: 1200 })
  expect(pitchRange([{ start: 0, hop: 1, cents: [5, 5] }])).toEqual({ lowest: -100, highest: 300 })
})

test('times are round, and no more than have room', () => {
  expect(timeTicks(0, 60, 7)).toEqual([0, 10, 20, 30, 40, 50, 60])
  expect(timeTicks(183.2, 243.2, 5)).toEqual([195, 210, 225, 240])
  expect(timeTicks(0, 9, 10)).toHaveLength(10)
})

test('degrees stand in every octave that is shown', () => {
  const degrees = [
    { cents: 0, name: 'Rast' },
    { cents: 702, name: 'Nevâ' },
  ]
  expect(degreesWithin(degrees, { lowest: -600, highest: 1300 }).map(({ pitch }) => pitch)).toEqual(
    [-498, 0, 702, 1200],
  )
})
