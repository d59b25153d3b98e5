import { seededRandom } from '../../random.ts'
import { composeMelody, type MelodyPlan } from '../music/melody.ts'
import type { Note } from '../music/note.ts'
import { drums, type Instrument, play } from './instruments.ts'
import { playCycle } from './percussion.ts'
import { playTanpura } from './plucked.ts'
import { reverberate } from './room.ts'

export interface Recipe extends MelodyPlan {
  /** The melody follows from this and the plan alone; the performance from tonic and instrument too. */
  seed: number
  /** Hertz. */
  tonic: number
  instrument: Instrument
  /** The drum that plays the cycle. */
  drum?: keyof typeof drums
  /** How far the intonation has drifted by the end, in cents; up or down. */
  drift?: number
  /** The first string of a tanpura, in cents above the tonic: the fifth, or the fourth without one. */
  tanpura?: number
}

const lead = 0.4
const tail = 1.8
const fade = 1.2
const peak = 0.89
const echo = 0.22

interface Part {
  samples: Float32Array
  level: number
  /** −1 (left) … 1 (right). */
  place: number
}

/** Scales a part to the same loudness (RMS 0.1) whatever made it. */
function part(samples: Float32Array, level: number, place: number): Part {
  let energy = 0
  for (const value of samples) energy += value * value
  const rms = Math.sqrt(energy / samples.length) || 1
  return { samples, level: (level * 0.1) / rms, place }
}

function mixDown(parts: readonly Part[], length: number, right: boolean): Float32Array {
  const mix = new Float32Array(length)
  for (const { samples, level, place } of parts) {
    const gain = level * Math.cos((Math.PI / 4) * (1 + (right ? -place : place)))
    for (let i = 0; i < length; i++) mix[i]! += gain * samples[i]!
  }
  return mix
}

function finish(channels: Float32Array[], sampleRate: number): void {
  let loudest = 0
  for (const samples of channels) {
    for (const value of samples) loudest = Math.max(loudest, Math.abs(value))
  }
  const gain = peak / loudest
  for (const samples of channels) {
    for (let i = 0; i < samples.length; i++) {
      const ending = Math.min(1, (samples.length - 1 - i) / (fade * sampleRate))
      samples[i]! *= gain * ending
    }
  }
}

/** The melody a recipe plays, starting at 0 seconds. */
export function melodyOf(recipe: Recipe): Note[] {
  return composeMelody(recipe, seededRandom(recipe.seed))
}

function drifted(notes: readonly Note[], { drift = 0, seconds }: Recipe): Note[] {
  return notes.map((note) => {
    const off = drift * Math.min(1, note.at / seconds)
    return {
      ...note,
      cents: note.cents + off,
      ...(note.from === undefined ? {} : { from: note.from + off }),
      ...(note.grace === undefined ? {} : { grace: note.grace + off }),
    }
  })
}

/** The recipe played: left and right channel, peak 0.89, faded at the end; the same every time. */
export function record(recipe: Recipe, sampleRate: number): [Float32Array, Float32Array] {
  const notes = drifted(melodyOf(recipe), recipe).map((note) => ({ ...note, at: note.at + lead }))
  const final = notes.at(-1)!
  const end = final.at + final.duration
  const length = Math.round((end + tail) * sampleRate)
  const random = seededRandom(recipe.seed * 7919 + Math.round(recipe.tonic))
  const { tonic } = recipe
  const melody = play(recipe.instrument, notes, tonic, length, sampleRate, random)
  const parts = [part(melody, 1, -0.15)]
  if (recipe.tanpura !== undefined) {
    const low = tonic > 200 ? tonic / 2 : tonic
    parts.push(part(playTanpura(low, recipe.tanpura, length, sampleRate, random), 0.3, 0.25))
  }
  if (recipe.drum && recipe.cycle) {
    const beat = 60 / recipe.tempo
    const played = playCycle(
      recipe.cycle,
      beat,
      end - lead,
      length,
      sampleRate,
      drums[recipe.drum],
      random,
    )
    const late = new Float32Array(length)
    const offset = Math.round(lead * sampleRate)
    late.set(played.subarray(0, length - offset), offset)
    parts.push(part(late, 0.5, 0.3))
  }
  const left = mixDown(parts, length, false)
  const right = mixDown(parts, length, true)
  const wet = [reverberate(left, sampleRate, false), reverberate(right, sampleRate, true)]
  for (let i = 0; i < length; i++) {
    left[i]! += echo * wet[0]![i]!
    right[i]! += echo * wet[1]![i]!
  }
  finish([left, right], sampleRate)
  return [left, right]
}
