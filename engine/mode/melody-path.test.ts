import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { melodyPath } from './melody-path.ts'
import { PITCHES, type Salience } from './pitch-salience.ts'

const FRAMES = 14
const MOVE = 0.006
const JUMP = 1

function randomSalience(seed: number): Salience {
  const random = seededRandom(seed)
  const salience = new Float32Array(FRAMES * PITCHES)
  for (let frame = 0; frame < FRAMES; frame++)
    for (let peak = 0; peak < 6; peak++)
      salience[frame * PITCHES + Math.floor(random.between(0, PITCHES))] = random.next()
  const strongest = Float32Array.from({ length: FRAMES }, (_, frame) =>
    Math.max(...salience.subarray(frame * PITCHES, (frame + 1) * PITCHES)),
  )
  const loudness = Float32Array.from({ length: FRAMES }, () => random.next())
  return { frames: FRAMES, salience, strongest, loudness, harmonicity: loudness }
}

function emission({ salience, strongest, loudness }: Salience, frame: number, p: number): number {
  const say = Math.min(1, loudness[frame]! + 0.2)
  return (say * salience[frame * PITCHES + p]!) / strongest[frame]!
}

const cost = (from: number, to: number) => Math.min(JUMP, MOVE * Math.abs(from - to))

/** The best score of any path, by trying every step. */
function bestScore(heard: Salience): number {
  let scores = Float64Array.from({ length: PITCHES }, (_, p) => emission(heard, 0, p))
  for (let frame = 1; frame < FRAMES; frame++) {
    scores = scores.map((_, to) => {
      let best = Number.NEGATIVE_INFINITY
      for (let from = 0; from < PITCHES; from++)
        best = Math.max(best, scores[from]! - cost(from, to))
      return best + emission(heard, frame, to)
    })
  }
  return Math.max(...scores)
}

test('no path is better than the one that is found', () => {
  for (const seed of [1, 2, 3]) {
    const heard = randomSalience(seed)
    const path = melodyPath(heard, 1)
    let score = 0
    for (const [frame, p] of path.entries())
      score += emission(heard, frame, p) - (frame > 0 ? cost(path[frame - 1]!, p) : 0)
    expect(score).toBeCloseTo(bestScore(heard), 5)
  }
})

test('a loud note that is interrupted for one soft frame is not left', () => {
  const heard = randomSalience(4)
  heard.salience.fill(0)
  heard.strongest.fill(1)
  heard.loudness.fill(1)
  for (let frame = 0; frame < FRAMES; frame++)
    heard.salience[frame * PITCHES + (frame === 7 ? 400 : 100)] = 1
  heard.loudness[7] = 0.1
  expect(new Set(melodyPath(heard, 1))).toEqual(new Set([100]))
})

test('without frames there is no path', () => {
  const none = new Float32Array(0)
  const heard = { frames: 0, salience: none, strongest: none, loudness: none, harmonicity: none }
  expect(melodyPath(heard, 0)).toHaveLength(0)
})
