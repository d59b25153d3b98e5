import { expect, test } from 'vitest'
import { degreeNames, nearestNote } from './note-names.ts'

const named = (degrees: number[], tradition: Parameters<typeof degreeNames>[1], tonic?: string) =>
  degreeNames({ degrees, ...(tonic ? { tonic } : {}) }, tradition).map(({ name }) => name)

test('the nearest note of equal temperament, with its octave', () => {
  expect(nearestNote(440)).toEqual({ note: 'A4', centsFromNote: 0 })
  expect(nearestNote(261.63).note).toBe('C4')
  expect(nearestNote(246.94).note).toBe('B3')
  expect(nearestNote(450).centsFromNote).toBeCloseTo(38.9, 1)
})

test('makams by their perdes, from their written tonic', () => {
  expect(named([0, 113, 385, 498, 702], 'turkish', 'La4')).toEqual([
    'Dügâh',
    'Kürdi',
    'Hicaz',
    'Neva',
    'Hüseyni',
  ])
  expect(named([0, 204, 385, 498, 702], 'turkish', 'Sol4')).toEqual([
    'Rast',
    'Dügâh',
    'Segâh',
    'Çargâh',
    'Neva',
  ])
})

test('ragas by their svaras', () => {
  expect(named([0, 100, 300, 600, 700, 800, 1100], 'hindustani').join('')).toBe('SrgMPdN')
  expect(named([0, 200, 400, 600, 700, 900, 1100], 'carnatic')).toEqual([
    'S',
    'R2',
    'G3',
    'M2',
    'P',
    'D2',
    'N3',
  ])
  expect(named([0, 100, 200, 500, 700, 800, 900], 'carnatic')).toEqual([
    'S',
    'R1',
    'G1',
    'M1',
    'P',
    'D1',
    'N1',
  ])
  expect(named([0, 300, 400, 500, 700, 1000, 1100], 'carnatic')).toEqual([
    'S',
    'R3',
    'G3',
    'M1',
    'P',
    'D3',
    'N3',
  ])
})

test('dromoi from Re', () => {
  expect(named([0, 100, 400, 500], 'greek')).toEqual(['Ρε', 'Μι♭', 'Φα♯', 'Σολ'])
})
