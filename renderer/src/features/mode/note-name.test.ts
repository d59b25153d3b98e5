import { expect, test } from 'vitest'
import { nearestNote, signedCents } from './note-name.ts'
import { readTonic } from './read-tonic.ts'

test('a pitch is called by the nearest note and the cents from it', () => {
  expect(nearestNote(440)).toEqual({ name: 'A4', cents: 0 })
  expect(nearestNote(148)).toEqual({ name: 'D3', cents: 14 })
  expect(nearestNote(66)).toEqual({ name: 'C2', cents: 16 })
  expect(nearestNote(454)).toEqual({ name: 'B♭4', cents: -46 })
})

test('what it is called is read back as the same pitch', () => {
  for (let hz = 30; hz < 1900; hz *= 1.037) {
    const { name, cents } = nearestNote(hz)
    const read = readTonic(`${name} ${signedCents(cents)}`)
    expect(Math.abs(1200 * Math.log2((read ?? 1) / hz))).toBeLessThan(0.51)
  }
})
