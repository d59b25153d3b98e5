import { ragas } from '../engine/demo/music/ragas.ts'
import { record } from '../engine/demo/synth/recording.ts'
import { HOP_SECONDS, trackMelody } from '../engine/mode/melody-tracker.ts'

const RATE = 24_000
const SECONDS = 60
const RUNS = 5

/** Constants of the plain version, as the algorithm is usually told. */
const WINDOW = 3072
const SIZE = 4096
const HOP = RATE * HOP_SECONDS
const LOWEST = 80
const PITCHES = 496
const STEP = 10

/** A complex Fourier transform in place, radix 2, as textbooks write it. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let n = 1, m = 0; n < size; n++) {
    let bit = size >> 1
    for (; m & bit; bit >>= 1) m ^= bit
    m ^= bit
    if (n < m) {
      ;[re[n], re[m]] = [re[m]!, re[n]!]
      ;[im[n], im[m]] = [im[m]!, im[n]!]
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2
    const turn = (-2 * Math.PI) / length
    for (let k = 0; k < half; k++) {
      const c = Math.cos(turn * k)
      const s = Math.sin(turn * k)
      for (let at = k; at < size; at += length) {
        const x = re[at + half]! * c - im[at + half]! * s
        const y = re[at + half]! * s + im[at + half]! * c
        re[at + half] = re[at]! - x
        im[at + half] = im[at]! - y
        re[at]! += x
        im[at]! += y
      }
    }
  }
}

/** Salience of one frame: every peak adds to all pitches that it may be a harmonic of. */
function plainSalience(frame: Float32Array): number[] {
  const re = Float64Array.from({ length: SIZE }, (_, n) =>
    n < WINDOW ? frame[n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW)) : 0,
  )
  const im = new Float64Array(SIZE)
  transform(re, im)
  const magnitude = Array.from({ length: Math.floor((4000 * SIZE) / RATE) }, (_, k) =>
    Math.hypot(re[k]!, im[k]!),
  )
  const least = 0.01 * Math.max(...magnitude)
  const salience: number[] = new Array(PITCHES).fill(0)
  for (let k = 1; k < magnitude.length - 1; k++) {
    const [left, here, right] = [magnitude[k - 1]!, magnitude[k]!, magnitude[k + 1]!]
    if (here <= least || here <= left || here < right) continue
    const offset = (0.5 * (left - right)) / (left - 2 * here + right)
    for (let h = 1; h <= 10; h++) {
      const pitch = (1200 / STEP) * Math.log2(((k + offset) * RATE) / SIZE / h / LOWEST)
      for (let p = Math.ceil(pitch - 5); p <= pitch + 5; p++)
        if (p >= 0 && p < PITCHES)
          salience[p]! += here * 0.9 ** (h - 1) * Math.cos(((Math.PI / 2) * (p - pitch)) / 5) ** 2
    }
  }
  return salience
}

/** The same tracker in its plainest form: new arrays for every frame. Answers a bin per frame. */
function plainTracker(sound: Float32Array): number[] {
  let score: number[] = new Array(PITCHES).fill(0)
  const came: number[][] = []
  for (let start = 0; start + WINDOW <= sound.length; start += HOP) {
    const salience = plainSalience(sound.subarray(start, start + WINDOW))
    const strongest = Math.max(...salience) || 1
    const top = score.indexOf(Math.max(...score))
    const from = score.map((_, p) => p)
    const best = [...score]
    for (let p = 1; p < PITCHES; p++)
      if (best[p - 1]! - 0.006 > best[p]!) {
        best[p] = best[p - 1]! - 0.006
        from[p] = from[p - 1]!
      }
    for (let p = PITCHES - 2; p >= 0; p--)
      if (best[p + 1]! - 0.006 > best[p]!) {
        best[p] = best[p + 1]! - 0.006
        from[p] = from[p + 1]!
      }
    came.push(from.map((p, to) => (score[top]! - 1 > best[to]! ? top : p)))
    score = best.map((value, p) => Math.max(value, score[top]! - 1) + salience[p]! / strongest)
  }
  let at = score.indexOf(Math.max(...score))
  return came
    .toReversed()
    .map((from) => {
      const here = at
      at = from[at]!
      return here
    })
    .toReversed()
}

/** The middle one of some runs after one to warm up. */
function cpuSeconds(runs: number, work: () => unknown): number {
  work()
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  })
  return times.toSorted((a, b) => a - b)[runs >> 1]!
}

/** Processor time to follow the melody of a minute of sound, beside the same algorithm written plainly. */
export async function bench(): Promise<object> {
  const [sound] = record(
    {
      seed: 1,
      mode: ragas.yaman,
      tempo: 84,
      seconds: SECONDS,
      tonic: 146.8,
      instrument: 'voice',
      tanpura: 702,
    },
    RATE,
  )
  const minute = sound.subarray(0, SECONDS * RATE)
  const tracker = cpuSeconds(RUNS, () => trackMelody([minute]))
  const plain = cpuSeconds(1, () => plainTracker(minute))
  return {
    cpuSecondsAMinute: tracker,
    timesRealTime: SECONDS / tracker,
    plainCpuSecondsAMinute: plain,
    timesFasterThanPlain: plain / tracker,
  }
}

if (import.meta.main) console.log(JSON.stringify(await bench(), null, 2))
