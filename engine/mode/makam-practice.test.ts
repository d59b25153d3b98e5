import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVocabularies } from '../tags/vocabularies.ts'
import { PITCH_HOP, readPitchDataset } from './evaluate-modes.ts'
import { makamPractice, readMakamPractice } from './makam-practice.ts'
import { TRANSITION_CLASSES } from './melody-transitions.ts'
import { modeModel, noLessons, readBaseTemplates } from './mode-model.ts'
import { openingAndClosing } from './pitch-class-distribution.ts'

const models = join(import.meta.dirname, '../../models')
const dataset = join(import.meta.dirname, '../../../shared/modes/otmm_pitch_dev.json')
const HOP = 0.02

/** A melody that goes to and fro between two notes a second long, so many times. */
function swinging(cents: readonly [number, number], times: number): Float32Array {
  return Float32Array.from({ length: times * 100 }, (_, n) => cents[Math.floor(n / 50) % 2]!)
}

test('practice is read from the tonic, and each recording weighs the same', () => {
  const practice = makamPractice(
    [
      { makam: 'rast', tonicHz: 110, excerpts: [[swinging([1200, 1575], 3)]] },
      { makam: 'rast', tonicHz: 55, excerpts: [[swinging([0, 750], 40)], [swinging([0, 750], 9)]] },
      { makam: 'hicaz', tonicHz: 82.5, excerpts: [[swinging([702, 1302], 4)]] },
    ],
    HOP,
  )
  expect(practice.map(({ id, recordings }) => [id, recordings])).toEqual([
    ['hicaz', 1],
    ['rast', 2],
  ])
  const rast = practice[1]!.transitions
  const toThird = rast[10]! + rast[10 * TRANSITION_CLASSES]!
  const toFifth = rast[20]! + rast[20 * TRANSITION_CLASSES]!
  expect(toThird).toBeGreaterThan(10_000)
  expect(toThird / toFifth).toBeCloseTo(1, 2)
  expect(Math.max(...rast.slice(0, TRANSITION_CLASSES))).toBe(Math.max(rast[10]!, rast[20]!))
})

const model = modeModel(readBaseTemplates(models, readVocabularies(models)), noLessons)

test('the app brings the practice of every makam that competes', () => {
  const practice = readMakamPractice(models)
  expect([...practice.keys()].sort()).toEqual(model.modes.turkish.map(({ term }) => term.id).sort())
  for (const transitions of practice.values())
    expect(transitions.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
})

test.skipIf(!existsSync(dataset))(
  'the file that the app brings is what the recordings make (needs the pitch tracks of ../shared/modes)',
  () => {
    const makam = 'segah'
    const own = readPitchDataset(dataset, model).filter((recording) => recording.makam === makam)
    const [made] = makamPractice(
      own.map((recording) => ({
        ...recording,
        excerpts: [openingAndClosing(recording.cents, PITCH_HOP, 60), [recording.cents]],
      })),
      PITCH_HOP,
    )
    const brought = readMakamPractice(models).get(makam)!
    expect(made!.recordings).toBe(10)
    for (const [n, share] of brought.entries())
      expect(share * 100_000).toBeCloseTo(made!.transitions[n]!, 0)
  },
)
