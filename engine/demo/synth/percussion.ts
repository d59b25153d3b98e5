import type { Random } from '../../random.ts'
import type { Cycle, Stroke } from '../music/cycle.ts'
import { cycleLength } from '../music/cycle.ts'

/** A drum by the pitch of its low stroke in hertz and how long it rings. */
export interface Drum {
  low: number
  high: number
  ring: number
}

function stroke(kind: Stroke, drum: Drum, sampleRate: number, random: Random): Float32Array {
  const low = kind === 'low'
  const seconds = low ? drum.ring * 2 : drum.ring
  const output = new Float32Array(Math.ceil(seconds * sampleRate))
  const frequency = low ? drum.low : drum.high
  const level = { low: 0.9, high: 0.5, soft: 0.28 }[kind]
  const toneDecay = low ? drum.ring * 0.4 : drum.ring * 0.12
  const noiseDecay = low ? 0.008 : 0.025
  let phase = 0
  let previous = 0
  for (let i = 0; i < output.length; i++) {
    const time = i / sampleRate
    phase += (2 * Math.PI * frequency * (1 + 0.5 * Math.exp(-time / 0.02))) / sampleRate
    const noise = random.between(-1, 1)
    const hiss = noise - previous
    previous = noise
    const skin = Math.sin(phase) + (low ? 0 : 0.5 * Math.sin(phase * 1.59))
    const tail = Math.min(1, (output.length - i) / 200)
    output[i] =
      level *
      tail *
      (skin * Math.exp(-time / toneDecay) +
        (low ? 0.2 : 0.35) * hiss * Math.exp(-time / noiseDecay))
  }
  return output
}

/** The cycle played over and over on a drum until `seconds`; `beat` is one beat in seconds. */
export function playCycle(
  cycle: Cycle,
  beat: number,
  seconds: number,
  samples: number,
  sampleRate: number,
  drum: Drum,
  random: Random,
): Float32Array {
  const output = new Float32Array(samples)
  const kinds: readonly Stroke[] = ['low', 'high', 'soft']
  const sounds = new Map(kinds.map((kind) => [kind, stroke(kind, drum, sampleRate, random)]))
  const length = cycleLength(cycle)
  for (let start = 0; start * beat < seconds; start += length) {
    for (const [at, kind] of cycle.strokes) {
      const time = (start + at) * beat
      if (time >= seconds) break
      const from = Math.round(time * sampleRate)
      const sound = sounds.get(kind)!
      const level = random.between(0.85, 1.1)
      const end = Math.min(sound.length, samples - from)
      for (let i = 0; i < end; i++) output[from + i]! += level * sound[i]!
    }
  }
  return output
}
