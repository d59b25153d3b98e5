/**
 * From sound to mode, end to end: melodies that wander over the degrees that theory gives each makam, played in several
 * timbres at several tonics and tempos, with drums, drone, reverberation and drifting intonation, through MP3 at 128
 * kbit/s where ffmpeg is there. The templates that judge them come from scores, not from theory.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findFfmpeg } from '../../native/audio/find-ffmpeg.ts'
import type { Recipe } from '../demo/synth/recording.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { modeOfTerm, recipeOf, writePlayed } from './fixtures/played-mode.ts'
import { hitsOf } from './fixtures/true-melody.ts'
import { type Listening, listenToFile } from './listen.ts'
import { HOP_SECONDS } from './melody-tracker.ts'
import { modeModel, noLessons, readBaseTemplates } from './mode-model.ts'
import { circularDistance, foldedCents, pitchProfile } from './pitch-class-distribution.ts'
import { predictModes, rankMakams } from './predict-modes.ts'

const models = join(import.meta.dirname, '../../models')
const vocabularies = readVocabularies(models)
const model = modeModel(readBaseTemplates(models, vocabularies), noLessons)
const folder = mkdtempSync(join(tmpdir(), 'naghma-heard-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ffmpeg = await findFfmpeg()
const SECONDS = 40
/** Hertz: enough for any melody, in half the time. `melody-accuracy.test.ts` is played at 44.1 kHz. */
const RATE = 22_050

const options = {
  ffmpeg,
  signal: new AbortController().signal,
  gate: async () => {},
  onShare: () => {},
}

async function hear(name: string, recipe: Recipe): Promise<Listening> {
  return listenToFile(await writePlayed(folder, name, recipe, ffmpeg, RATE), options)
}

function melodyOfListening({ parts, drone, fadedOut }: Listening) {
  const cents = parts.map((part) => part.cents)
  return {
    profile: pitchProfile(cents, HOP_SECONDS),
    drone,
    parts: cents,
    hop: HOP_SECONDS,
    fadedOut,
    givenTonic: null,
  }
}

const makams = model.modes.turkish.filter(({ term }) => (term.degrees?.length ?? 0) >= 7)

test('every makam of the app has a scale to play', () => {
  expect(makams.length).toBeGreaterThanOrEqual(19)
})

test('pitch, tonic and makam of played melodies', async () => {
  let sounding = 0
  let right = 0
  let tonics = 0
  const missed: string[] = []
  let thirds = 0
  for (const [seed, { term }] of makams.entries()) {
    const recipe = recipeOf(modeOfTerm(term, 'turkish'), seed, SECONDS)
    const heard = await hear(term.id, recipe)
    const hits = hitsOf(recipe, heard.parts[0]?.cents ?? new Float32Array(0))
    sounding += hits.sounding
    right += hits.right
    const ranked = rankMakams(melodyOfListening(heard), model)
    const [best] = ranked
    if (circularDistance(best?.tonic ?? 0, foldedCents(recipe.tonic)) <= 50) tonics++
    if (ranked.slice(0, 3).some(({ id }) => id === term.id)) thirds++
    else missed.push(`${term.id} as ${best?.id}`)
    expect(heard.obstacle, term.id).toBeNull()
  }
  const n = makams.length
  expect(right / sounding).toBeGreaterThanOrEqual(0.9)
  expect(tonics / n).toBeGreaterThanOrEqual(0.85)
  expect(thirds / n, missed.join(', ')).toBeGreaterThanOrEqual(0.85)
})

test('ragas and dromoi are told in order, the true one among three', async () => {
  const missed: string[] = []
  let thirds = 0
  let n = 0
  for (const [tradition, ids] of [
    [
      'hindustani',
      [
        'hindustani-yaman',
        'hindustani-bhairavi',
        'hindustani-todi',
        'hindustani-bhupali',
        'hindustani-marwa',
      ],
    ],
    ['greek', ['hitzaz', 'ousak', 'niavent']],
  ] as const)
    for (const id of ids) {
      const mode = model.modes[tradition].find(({ term }) => term.id === id)
      if (!mode) throw new Error(`There is no ${id}.`)
      const recipe = { ...recipeOf(modeOfTerm(mode.term, tradition), n, SECONDS), tanpura: 702 }
      const { likely } = predictModes(melodyOfListening(await hear(id, recipe)), tradition, model)
      expect(likely.every(({ probability }) => probability === null)).toBe(true)
      if (likely.some(({ tag }) => tag === id)) thirds++
      else missed.push(`${id} as ${likely[0]?.tag}`)
      n++
    }
  expect(thirds / n, missed.join(', ')).toBeGreaterThanOrEqual(0.7)
})
