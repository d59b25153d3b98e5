import type { Random } from '../../random.ts'
import type { Note } from '../music/note.ts'

/** How a plucked string sounds. */
export interface StringTone {
  /** Seconds until a string at 220 Hz has lost 60 dB. */
  decay: number
  /** 0 (dull) … 1 (bright). */
  brightness: number
  /** Where the string is plucked, as a part of its length. */
  pluckAt: number
  /** Strings of a course and how far apart they are tuned, in cents. */
  course: readonly number[]
}

const release = 0.12

/** The pluck: one period of noise, smoothed, with the comb that the plucking point makes. */
function excitation(period: number, tone: StringTone, random: Random): Float32Array {
  const burst = new Float32Array(period)
  const smoothing = 0.85 - 0.75 * tone.brightness
  let state = 0
  for (let i = 0; i < period; i++) {
    state += (1 - smoothing) * (random.between(-1, 1) - state)
    burst[i] = state
  }
  const mean = burst.reduce((sum, value) => sum + value, 0) / period
  const comb = Math.max(1, Math.round(period * tone.pluckAt))
  const shaped = burst.map(
    (value, i) => value - mean - 0.7 * (burst[(i + period - comb) % period]! - mean),
  )
  const energy = Math.sqrt(shaped.reduce((sum, value) => sum + value * value, 0) / period)
  return shaped.map((value) => (value / energy) * 0.25)
}

/**
 * Adds one plucked note to `output`: Karplus-Strong with a two-point loop filter and a linearly
 * interpolated delay, so that its pitch may slide (Jaffe and Smith, 1983). `frequencyAt` gives hertz by
 * seconds after the pluck, at most `lowest` below.
 */
function addString(
  output: Float32Array,
  sampleRate: number,
  start: number,
  seconds: number,
  lowest: number,
  frequencyAt: (time: number) => number,
  level: number,
  tone: StringTone,
  random: Random,
): void {
  const size = Math.ceil(sampleRate / lowest) + 4
  const line = new Float32Array(size)
  const first = excitation(Math.round(sampleRate / frequencyAt(0)), tone, random)
  const damping = 0.5 * (1 - tone.brightness) + 0.02
  const from = Math.round(start * sampleRate)
  const length = Math.min(Math.round((seconds + release) * sampleRate), output.length - from)
  const fadeFrom = Math.round(seconds * sampleRate)
  let write = 0
  let delay = 0
  let loss = 1
  for (let i = 0; i < length; i++) {
    if (i % 64 === 0) {
      const frequency = frequencyAt(i / sampleRate)
      delay = sampleRate / frequency - damping
      loss = 10 ** (-3 / (tone.decay * Math.sqrt(220 / frequency) * frequency))
    }
    const whole = Math.floor(delay)
    const part = delay - whole
    const at = write - whole + size
    const a = line[at % size]!
    const b = line[(at - 1) % size]!
    const c = line[(at - 2 + size) % size]!
    const now = a + part * (b - a)
    const earlier = b + part * (c - b)
    let sample = loss * (now + damping * (earlier - now))
    if (i < first.length) sample += first[i]!
    line[write] = sample
    write = (write + 1) % size
    const fade = i < fadeFrom ? 1 : 1 - (i - fadeFrom) / (release * sampleRate)
    output[from + i]! += level * fade * sample
  }
}

function hertz(tonic: number, cents: number): number {
  return tonic * 2 ** (cents / 1200)
}

const slideTime = 0.14
const graceTime = 0.075

/** A melody on a plucked string; slides bend the string, graces are plucked. */
export function playPlucked(
  notes: readonly Note[],
  tonic: number,
  samples: number,
  sampleRate: number,
  tone: StringTone,
  random: Random,
): Float32Array {
  const output = new Float32Array(samples)
  function pluck(note: Note, at: number, cents: number, seconds: number, level: number): void {
    const from = note.from !== undefined && cents === note.cents ? note.from : cents
    for (const detune of tone.course) {
      addString(
        output,
        sampleRate,
        at + random.between(0, 0.004),
        seconds,
        hertz(tonic, Math.min(from, cents) - 60),
        (time) => {
          const bend = from + (cents - from) * Math.min(1, time / slideTime)
          const shake = note.vibrato * Math.min(1, time / 0.6) * Math.sin(2 * Math.PI * 5.2 * time)
          return hertz(tonic, bend + detune + shake)
        },
        level / Math.sqrt(tone.course.length),
        tone,
        random,
      )
    }
  }
  for (const note of notes) {
    const graced = note.grace !== undefined
    if (graced) pluck(note, note.at, note.grace!, graceTime, note.level * 0.7)
    const delay = graced ? graceTime : 0
    pluck(note, note.at + delay, note.cents, note.duration - delay, note.level)
  }
  return output
}

/** A tanpura: its four strings (first, two upper tonics, low tonic) plucked in turn, `first` in cents. */
export function playTanpura(
  tonic: number,
  first: number,
  samples: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const tone: StringTone = { decay: 9, brightness: 0.97, pluckAt: 0.33, course: [0] }
  const output = new Float32Array(samples)
  const strings = [first - 1200, 0, 0, -1200]
  const pace = 1.1
  for (let turn = 0; turn * pace < samples / sampleRate; turn++) {
    const frequency = hertz(tonic, strings[turn % 4]!)
    const rest = samples / sampleRate - turn * pace
    const level = 0.5 * random.between(0.9, 1.1)
    const seconds = Math.min(4 * pace, rest)
    addString(
      output,
      sampleRate,
      turn * pace,
      seconds,
      frequency,
      () => frequency,
      level,
      tone,
      random,
    )
  }
  return output
}
