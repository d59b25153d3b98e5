import type { Random } from '../../random.ts'
import type { Note } from '../music/note.ts'

/** Contour points a second. */
export const contourRate = 500

/** Pitch and loudness of a melody over time, {@link contourRate} points a second. */
export interface Contour {
  /** Cents above the tonic. */
  cents: Float32Array
  /** 0…1; 0 between phrases. */
  level: Float32Array
}

const slideTime = 0.16
const touchTime = 0.03
const graceTime = 0.07
const vibratoDelay = 0.22
const attackDip = 0.35

/** Ease from 0 to 1 while `x` does. */
function smooth(x: number): number {
  const t = Math.max(0, Math.min(1, x))
  return t * t * (3 - 2 * t)
}

function pitchAt(note: Note, previous: number | undefined, time: number, phase: number): number {
  if (note.grace !== undefined && time < graceTime) return note.grace
  const since = note.grace === undefined ? time : time - graceTime
  const from = note.grace ?? note.from ?? previous ?? note.cents
  const glide = note.from === undefined ? touchTime : Math.min(slideTime, note.duration / 2)
  const settled = note.cents + (from - note.cents) * (1 - smooth(since / glide))
  const depth = note.vibrato * smooth((time - vibratoDelay) / 0.3)
  return settled + depth * Math.sin(phase)
}

/**
 * The line a bowed, blown or sung melody draws: notes joined by short glides, slides where the note asks
 * for them, vibrato that sets in late, a swell on each note, silence at rests.
 */
export function drawContour(notes: readonly Note[], seconds: number, random: Random): Contour {
  const length = Math.ceil(seconds * contourRate) + 1
  const cents = new Float32Array(length)
  const level = new Float32Array(length)
  let previous: Note | undefined
  for (const note of notes) {
    const joined = previous && note.at - (previous.at + previous.duration) < 0.02
    const from = Math.round(note.at * contourRate)
    const to = Math.min(length, Math.round((note.at + note.duration) * contourRate))
    const rate = 2 * Math.PI * random.between(4.8, 5.8)
    for (let i = from; i < to; i++) {
      const time = i / contourRate - note.at
      cents[i] = pitchAt(note, joined ? previous?.cents : undefined, time, rate * time)
      const dip = 1 - attackDip * (1 - smooth(time / 0.06))
      const fade = 1 - 0.45 * smooth(time / Math.max(0.4, note.duration))
      level[i] = note.level * dip * fade
    }
    previous = note
  }
  for (let i = 1; i < length; i++) {
    if (level[i] === 0) cents[i] = cents[i - 1]!
  }
  return { cents, level }
}
