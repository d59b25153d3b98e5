import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { recordings } from '../recordings.ts'
import { melodyOf } from '../synth/recording.ts'
import { makams } from './makams.ts'
import { composeMelody } from './melody.ts'
import type { Mode } from './mode.ts'
import { ragas } from './ragas.ts'

function belongs(mode: Mode, cents: number): boolean {
  const within = (((cents % 1200) + 1200.5) % 1200) - 0.5
  const degrees = [...mode.rising, ...mode.falling]
  return cents === mode.leading || degrees.some((degree) => Math.abs(degree - within) < 0.1)
}

test.each(recordings)(
  '$title: stays in its mode, closes on the tonic, follows on in time',
  (recording) => {
    const notes = melodyOf(recording.recipe)
    const { mode } = recording.recipe
    expect(notes.filter((note) => !belongs(mode, note.cents))).toEqual([])
    expect(notes.at(-1)?.cents).toBe(0)
    expect(notes.length).toBeGreaterThan(25)
    for (const [index, note] of notes.entries()) {
      const next = notes[index + 1]
      expect(note.duration).toBeGreaterThan(0.04)
      if (next) expect(next.at).toBeGreaterThanOrEqual(note.at + note.duration - 1e-9)
    }
  },
)

test('a descending makam begins above, an ascending one at its tonic', () => {
  const compose = (mode: Mode) => composeMelody({ mode, tempo: 100, seconds: 30 }, seededRandom(5))
  const opening = (mode: Mode) => {
    const notes = compose(mode).filter((note) => note.at < 6)
    return notes.reduce((sum, note) => sum + note.cents, 0) / notes.length
  }
  expect(opening(makams.kurdilihicazkar)).toBeGreaterThan(1000)
  expect(opening(makams.ussak)).toBeLessThan(400)
})

test('Pa in Todi is never reached from below', () => {
  const pa = ragas.todi.falling[4]!
  const pitches = composeMelody({ mode: ragas.todi, tempo: 90, seconds: 200 }, seededRandom(2)).map(
    (note) => note.cents,
  )
  expect(pitches).toContain(pa)
  expect(pitches.filter((cents, i) => cents === pa && (pitches[i - 1] ?? pa) < pa)).toEqual([])
})

test('the same seed gives the same melody, another seed another', () => {
  const plan = { mode: makams.rast, tempo: 100, seconds: 30 }
  const first = composeMelody(plan, seededRandom(1))
  expect(composeMelody(plan, seededRandom(1))).toEqual(first)
  expect(composeMelody(plan, seededRandom(2))).not.toEqual(first)
})
