import { expect, test } from 'vitest'
import { degreeName, pitchAt } from './sounding-note.ts'

const contour = [
  { start: 0, hop: 0.5, cents: [0, 204, null] },
  { start: 60, hop: 0.5, cents: [1200] },
]

test('finds the pitch in whichever part was listened to', () => {
  expect(pitchAt(contour, 0.7)).toBe(204)
  expect(pitchAt(contour, 1.2)).toBeNull()
  expect(pitchAt(contour, 30)).toBeNull()
  expect(pitchAt(contour, 60.1)).toBe(1200)
})

test('calls a pitch by the nearest degree, in any octave, and none between degrees', () => {
  const degrees = [
    { cents: 0, name: 'Sa' },
    { cents: 204, name: 'Re' },
  ]
  expect(degreeName(degrees, 1190)).toBe('Sa')
  expect(degreeName(degrees, -996)).toBe('Re')
  expect(degreeName(degrees, 330)).toBeNull()
  expect(degreeName([], 0)).toBeNull()
})
