import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findFfmpeg } from '../../native/audio/find-ffmpeg.ts'
import { wavBytes } from '../../native/audio/fixtures/pcm-bytes.ts'
import { cycles } from '../demo/music/cycle.ts'
import { makams } from '../demo/music/makams.ts'
import { drums, play } from '../demo/synth/instruments.ts'
import { playCycle } from '../demo/synth/percussion.ts'
import { playTanpura } from '../demo/synth/plucked.ts'
import { melodyOf, record } from '../demo/synth/recording.ts'
import { seededRandom } from '../random.ts'
import { type ListenOptions, listenToFile } from './listen.ts'
import { modeFacts } from './mode-facts.ts'

const folder = mkdtempSync(join(tmpdir(), 'naghma-listen-'))
afterAll(() => rmSync(folder, { recursive: true }))
const RATE = 24_000
const random = seededRandom(11)

function options(changes: Partial<ListenOptions> = {}): ListenOptions {
  return {
    ffmpeg: undefined,
    signal: new AbortController().signal,
    gate: async () => {},
    onShare: () => {},
    ...changes,
  }
}

let written = 0
function file(samples: Float32Array, rate = RATE): string {
  const path = join(folder, `${written++}.wav`)
  writeFileSync(path, wavBytes([samples], rate))
  return path
}
const listen = (samples: Float32Array, rate?: number) =>
  listenToFile(file(samples, rate), options())
const made = (seconds: number, sample: (n: number) => number) =>
  Float32Array.from({ length: Math.round(seconds * RATE) }, (_, n) => sample(n))
const sine = (hz: number, n: number) => Math.sin((2 * Math.PI * hz * n) / RATE)

function melody(seconds: number, seed = 5): Float32Array {
  const recipe = {
    seed,
    mode: makams.hicaz,
    tempo: 110,
    seconds,
    tonic: 220,
    instrument: 'ney',
  } as const
  return record(recipe, RATE)[0]
}

/** Noise whose power falls with frequency, as of rain and hiss (Paul Kellet's filter). */
function pinkNoise(seconds: number): Float32Array {
  let a = 0
  let b = 0
  let c = 0
  return made(seconds, () => {
    const white = random.between(-1, 1)
    a = 0.99765 * a + white * 0.099046
    b = 0.963 * b + white * 0.2965164
    c = 0.57 * c + white * 1.0526913
    return 0.05 * (a + b + c + 0.1848 * white)
  })
}

/** Syllables of gliding pitch with noise between them: what speech is to a melody tracker. */
function babble(seconds: number): Float32Array {
  let phase = 0
  let syllable = 0
  let pitch = 120
  let glide = 0
  return made(seconds, (n) => {
    const within = n % (0.18 * RATE)
    if (within < 1) {
      syllable++
      pitch = random.between(90, 170)
      glide = random.between(-160, 160)
    }
    const time = within / RATE
    if (syllable % 9 === 0) return 0
    if (time > 0.14) return random.between(-0.15, 0.15)
    phase += (2 * Math.PI * (pitch + glide * time)) / RATE
    return (
      [1, 2, 3, 4, 5, 6].reduce((sum, h) => sum + (0.1 / h) * Math.sin(h * phase), 0) +
      random.between(-0.2, 0.2)
    )
  })
}

describe('what has no melody is not told a mode, and why', () => {
  const drum = (cycle: keyof typeof cycles, name: keyof typeof drums) =>
    playCycle(cycles[cycle], 0.3, 30, 30 * RATE, RATE, drums[name], seededRandom(2))
  test.each<[string, string, () => Float32Array]>([
    ['silence', 'silence', () => made(30, () => 0)],
    ['a sample of silence', 'silence', () => made(30, (n) => (n === 9 ? 3e-5 : 0))],
    ['white noise', 'no-melody', () => made(30, () => random.between(-0.3, 0.3))],
    ['pink noise', 'no-melody', () => pinkNoise(30)],
    ['clicks', 'no-melody', () => made(30, (n) => (n % 9000 === 0 ? 0.9 : 0))],
    ['a bendir alone', 'no-melody', () => drum('duyek', 'bendir')],
    ['a darbuka alone', 'no-melody', () => drum('aksak', 'darbuka')],
    ['a tabla alone', 'no-melody', () => drum('tintal', 'tabla')],
    ['a mridangam alone', 'no-melody', () => drum('adi', 'mridangam')],
    ['speech-like syllables', 'speech', () => babble(30)],
    ['a file of 3 seconds', 'too-short', () => melody(30).subarray(0, 3 * RATE)],
    ['one held tone', 'drone', () => made(30, (n) => 0.3 * sine(220, n))],
    ['a tanpura alone', 'drone', () => playTanpura(138.6, 702, 30 * RATE, RATE, seededRandom(4))],
  ])('%s: %s', async (_name, obstacle, sound) => {
    const heard = await listen(sound())
    expect(heard.obstacle).toBe(obstacle)
    expect(Object.values(modeFacts(heard)).some((value) => Number.isNaN(value))).toBe(false)
  })

  test('a fifth of a second, and a single sample', async () => {
    expect((await listen(melody(20).subarray(0, 4800))).obstacle).toBe('too-short')
    expect((await listen(new Float32Array([0.5]))).obstacle).toBe('too-short')
  })

  const espeak = hasProgram('espeak-ng')
  test.skipIf(!espeak)(
    'a voice reading aloud, in several languages (needs espeak-ng)',
    async () => {
      const text =
        'The ship set out from the harbour early in the morning, while the town was still asleep. Nobody on deck said a word until the lighthouse had disappeared behind the hills. Then the captain turned to us and explained where we were going, how long it would take, and what we would find there.'
      for (const voice of ['en', 'tr', 'el', 'hi', 'ta']) {
        const path = join(folder, `${voice}.wav`)
        execFileSync('espeak-ng', ['-v', voice, '-w', path, text])
        expect((await listenToFile(path, options())).obstacle, voice).toBe('speech')
      }
    },
  )
})

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('a melody is told, with its range and how much of it there is', async () => {
  const shares: number[] = []
  const heard = await listenToFile(
    file(melody(30)),
    options({ onShare: (share) => shares.push(share) }),
  )
  expect(heard.obstacle).toBeNull()
  expect(heard.fadedOut).toBe(false)
  const facts = modeFacts(heard)
  expect(facts.melodySeconds).toBeGreaterThan(20)
  expect(facts.listenedSeconds).toBeGreaterThan(28)
  expect(facts.highest! - facts.lowest!).toBeGreaterThan(600)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})

test('a voice with wide vibrato, and a melody under noise, are melodies', async () => {
  const recipe = { seed: 7, mode: makams.saba, tempo: 90, seconds: 20, tonic: 196 }
  const notes = melodyOf({ ...recipe, instrument: 'voice' }).map((note) => ({
    ...note,
    vibrato: 100,
  }))
  const shaken = play('voice', notes, recipe.tonic, 22 * RATE, RATE, seededRandom(7))
  expect((await listen(shaken)).obstacle).toBeNull()
  const sound = melody(20)
  const noise = pinkNoise(20)
  const noisy = noise.map((value, n) => 0.4 * value + (sound[n] ?? 0))
  expect((await listen(noisy)).obstacle).toBeNull()
})

test('an ending that is faded out is noticed, a natural one is not', async () => {
  const sound = melody(30)
  const from = sound.length - 9 * RATE
  const faded = sound.map((value, n) =>
    n < from ? value : value * (1 - (n - from) / (9 * RATE)) ** 2,
  )
  expect((await listen(faded)).fadedOut).toBe(true)
  expect((await listen(sound)).fadedOut).toBe(false)
  const trailing = new Float32Array(faded.length + 5 * RATE)
  trailing.set(faded)
  expect((await listen(trailing)).fadedOut, 'silence after the end changes nothing').toBe(true)
})

test('only the first and the last minute of a long file are heard, at any rate', async () => {
  const rate = 8000
  const tone = (hz: number, seconds: number) =>
    Array.from({ length: seconds * rate }, (_, n) => 0.3 * Math.sin((2 * Math.PI * hz * n) / rate))
  const long = Float32Array.from([...tone(220, 60), ...tone(330, 40), ...tone(247, 60)])
  const { parts, duration } = await listen(long, rate)
  expect(duration).toBeCloseTo(160, 3)
  expect(parts.map(({ start }) => Math.round(start))).toEqual([0, 100])
  for (const [n, hz] of [220, 247].entries())
    for (const cents of parts[n]!.cents.subarray(20, -20)) {
      const octave = (1200 * Math.log2(hz / 55) - cents + 12_000) % 1200
      expect(Math.min(octave, 1200 - octave)).toBeLessThan(15)
    }
  const short = await listen(Float32Array.from([...tone(220, 60), ...tone(330, 59)]), rate)
  expect(short.parts).toHaveLength(1)
})

test('samples that are no numbers are silence', async () => {
  const sound = melody(25)
  for (let n = 0; n < sound.length; n += 997) sound[n] = n % 2 === 0 ? Number.NaN : 1e30
  const heard = await listen(sound)
  expect(heard.drone.every(Number.isFinite)).toBe(true)
})

test('can be stopped in the middle, and says so', async () => {
  const controller = new AbortController()
  const gate = async () => controller.abort()
  await expect(
    listenToFile(file(melody(30)), options({ signal: controller.signal, gate })),
  ).rejects.toMatchObject({ code: 'cancelled' })
})

test('what is no audio is a problem in words', async () => {
  const path = join(folder, 'no.wav')
  writeFileSync(path, 'not audio at all')
  await expect(listenToFile(path, options())).rejects.toMatchObject({ code: 'unrecognised-format' })
})

const ffmpeg = await findFfmpeg()
test.skipIf(!ffmpeg)('memory stays small over a long file (needs ffmpeg)', async () => {
  const path = join(folder, 'long.flac')
  execFileSync(ffmpeg ?? '', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'sine=440:r=44100:d=1200',
    '-y',
    path,
  ])
  const before = process.memoryUsage().rss
  const heard = await listenToFile(path, options())
  expect(heard.duration).toBeCloseTo(1200, 0)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20)
})
