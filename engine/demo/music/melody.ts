import type { ModalTradition } from '../../../contract/vocabulary.ts'
import type { Random } from '../../random.ts'
import { type Cycle, cycleLength } from './cycle.ts'
import { type Mode, stepUp } from './mode.ts'
import type { Note } from './note.ts'
import { type Arch, archesOf, walk } from './phrase.ts'

export interface MelodyPlan {
  mode: Mode
  /** The rhythm, or none for a free improvisation (taksim, alap). */
  cycle?: Cycle
  /** Beats a minute; for a free melody the pace of its middle notes. */
  tempo: number
  /** The melody ends with the first phrase that reaches this. */
  seconds: number
}

interface Rhythm {
  /** Lengths of the notes in seconds. */
  durations: number[]
  /** Silence after the last one. */
  rest: number
}

const longestHeld = 4

const splits: Record<number, readonly (readonly number[])[]> = {
  1: [[1], [1], [0.5, 0.5]],
  2: [[2], [1, 1], [1, 1], [1.5, 0.5], [1, 0.5, 0.5]],
  3: [[3], [2, 1], [1, 2], [1, 1, 1]],
  4: [
    [2, 2],
    [2, 1, 1],
    [1, 1, 2],
    [1, 1, 1, 1],
    [3, 1],
  ],
}

function cycleRhythm(cycle: Cycle, beat: number, random: Random): number[] {
  return cycle.groups.flatMap((group) =>
    random.pick(splits[group] ?? [[group]]).map((b) => b * beat),
  )
}

/** A dozen beats or so of notes in whole cycles, the last note held. */
function metricRhythm(cycle: Cycle, beat: number, random: Random): Rhythm {
  const length = cycleLength(cycle)
  const repeats = Math.max(1, Math.round(12 / length))
  const body = Array.from({ length: repeats }, () => cycleRhythm(cycle, beat, random)).flat()
  const held = Math.min(length / 2, longestHeld) * beat
  const total = repeats * length * beat
  const durations: number[] = []
  let at = 0
  for (const duration of body) {
    if (at + duration > total - held + 1e-9) break
    durations.push(duration)
    at += duration
  }
  return { durations: [...durations, total - at], rest: 0 }
}

/** Long and short notes in turn as an improviser plays them, the last one held, then a breath. */
function freeRhythm(beat: number, random: Random): Rhythm {
  const durations: number[] = []
  for (let figures = 0; figures < 3; figures++) {
    durations.push(beat * random.between(1.2, 2.4))
    if (random.chance(0.75)) {
      const run = 2 + Math.floor(random.between(0, 4))
      const pace = beat * random.between(0.35, 0.6)
      for (let i = 0; i < run; i++) durations.push(pace * random.between(0.9, 1.1))
    }
  }
  return { durations: [...durations, beat * random.between(3, 4)], rest: beat }
}

interface Manner {
  slide: number
  grace: number
  vibrato: number
}

/** How often notes slide and take graces, and how wide long notes shake (cents). */
const manners: Record<ModalTradition, Manner> = {
  turkish: { slide: 0.2, grace: 0.25, vibrato: 10 },
  hindustani: { slide: 0.4, grace: 0.15, vibrato: 7 },
  carnatic: { slide: 0.35, grace: 0.2, vibrato: 16 },
  greek: { slide: 0.06, grace: 0.3, vibrato: 4 },
}

const fewestPhrases = 3
const long = 0.45
const shortestGraced = 0.25

function ornamented(
  pitches: readonly number[],
  rhythm: Rhythm,
  start: number,
  mode: Mode,
  random: Random,
): Note[] {
  const manner = manners[mode.tradition]
  let at = start
  return pitches.map((cents, index) => {
    const duration = rhythm.durations[index]!
    const before = pitches[index - 1]
    const slides = before !== undefined && before !== cents && random.chance(manner.slide)
    const graced = !slides && duration > shortestGraced && random.chance(manner.grace)
    const note: Note = {
      at,
      duration,
      cents,
      level:
        (index === 0 || index === pitches.length - 1 ? 0.9 : 0.75) * random.between(0.88, 1.08),
      vibrato: duration > long ? manner.vibrato * random.between(0.7, 1.2) : 0,
      ...(slides ? { from: before } : {}),
      ...(graced ? { grace: stepUp(mode, cents) } : {}),
    }
    at += duration
    return note
  })
}

/** A repeat keeps the phrase and finds another way to its end. */
function varied(pitches: readonly number[], mode: Mode, arch: Arch, random: Random): number[] {
  const kept = Math.ceil(pitches.length * 0.6)
  const start = pitches[kept - 1] ?? arch.start
  const rest = walk(mode, { ...arch, start, peak: start }, pitches.length - kept + 1, random)
  return [...pitches.slice(0, kept), ...rest.slice(1)]
}

function lengthOf(rhythm: Rhythm): number {
  return rhythm.durations.reduce((sum, duration) => sum + duration, rhythm.rest)
}

/** The rhythm of each phrase, as many as fill the time: two patterns in turn, or ever new ones when free. */
function phraseRhythms({ cycle, tempo, seconds }: MelodyPlan, random: Random): Rhythm[] {
  const beat = 60 / tempo
  const patterns = cycle && [metricRhythm(cycle, beat, random), metricRhythm(cycle, beat, random)]
  const rhythms: Rhythm[] = []
  let total = 0
  while (total < seconds || rhythms.length < fewestPhrases) {
    const rhythm = patterns?.[rhythms.length % 2] ?? freeRhythm(beat, random)
    rhythms.push(rhythm)
    total += lengthOf(rhythm)
  }
  return rhythms
}

/**
 * A melody in a mode: phrases that follow the mode's seyir, the last one closing on the tonic. In a
 * rhythm all phrases share two patterns of durations, and a phrase is heard again with another ending
 * where time allows, as in a composed piece.
 */
export function composeMelody(plan: MelodyPlan, random: Random): Note[] {
  const { mode } = plan
  const arches = archesOf(mode)
  const rhythms = phraseRhythms(plan, random)
  const notes: Note[] = []
  let at = 0
  let last: { arch: Arch; pitches: number[] } | undefined
  for (const [index, rhythm] of rhythms.entries()) {
    const arch = arches[Math.round((index / (rhythms.length - 1)) * (arches.length - 1))]!
    const count = rhythm.durations.length
    const pitches =
      last?.arch === arch && last.pitches.length === count
        ? varied(last.pitches, mode, arch, random)
        : walk(mode, arch, count, random)
    notes.push(...ornamented(pitches, rhythm, at, mode, random))
    last = { arch, pitches }
    at += lengthOf(rhythm)
  }
  return notes
}
