/** Melodies of known pitch in all timbres of the synthesiser, with drums, drone and reverberation, through a lossy file. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findFfmpeg } from '../../native/audio/find-ffmpeg.ts'
import { cycles } from '../demo/music/cycle.ts'
import { makams } from '../demo/music/makams.ts'
import { ragas } from '../demo/music/ragas.ts'
import type { Recipe } from '../demo/synth/recording.ts'
import { writePlayed } from './fixtures/played-mode.ts'
import { type Hits, hitsOf } from './fixtures/true-melody.ts'
import { listenToFile } from './listen.ts'

const folder = mkdtempSync(join(tmpdir(), 'naghma-accuracy-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ffmpeg = await findFfmpeg()
const seconds = 12
const { duyek, aksak, sofyan, tintal, adi } = cycles

const recipes: Omit<Recipe, 'seed' | 'seconds'>[] = [
  { instrument: 'ney', mode: makams.rast, tonic: 293.7, tempo: 190, cycle: duyek, drum: 'bendir' },
  {
    instrument: 'tanbur',
    mode: makams.ussak,
    tonic: 220,
    tempo: 230,
    cycle: aksak,
    drum: 'darbuka',
  },
  {
    instrument: 'bowed',
    mode: makams.saba,
    tonic: 196,
    tempo: 160,
    cycle: sofyan,
    drum: 'bendir',
    tanpura: 702,
  },
  { instrument: 'voice', mode: makams.hicaz, tonic: 165, tempo: 95 },
  {
    instrument: 'bouzouki',
    mode: makams.huseyni,
    tonic: 147,
    tempo: 150,
    cycle: duyek,
    drum: 'darbuka',
  },
  { instrument: 'sitar', mode: ragas.yaman, tonic: 138.6, tempo: 84, tanpura: 702 },
  {
    instrument: 'veena',
    mode: ragas.mohanam,
    tonic: 155,
    tempo: 90,
    cycle: adi,
    drum: 'mridangam',
    tanpura: 702,
  },
  {
    instrument: 'bansuri',
    mode: ragas.bhupali,
    tonic: 330,
    tempo: 170,
    cycle: tintal,
    drum: 'tabla',
    tanpura: 702,
  },
]

test(`pitch of played melodies, through ${ffmpeg ? 'MP3 at 128 kbit/s' : 'WAV (MP3 needs ffmpeg)'}`, async () => {
  const total: Hits = { sounding: 0, voiced: 0, right: 0 }
  for (const [seed, played] of recipes.entries()) {
    const recipe = { ...played, seed, seconds }
    const path = await writePlayed(folder, `${seed}`, recipe, ffmpeg)
    const heard = await listenToFile(path, {
      ffmpeg: undefined,
      signal: new AbortController().signal,
      gate: async () => {},
      onShare: () => {},
    })
    const hits = hitsOf(recipe, heard.parts[0]?.cents ?? new Float32Array(0))
    expect(hits.right / hits.sounding, recipe.instrument).toBeGreaterThan(0.75)
    for (const key of ['sounding', 'voiced', 'right'] as const) total[key] += hits[key]
  }
  expect(total.right / total.sounding, 'of all frames that sound').toBeGreaterThan(0.9)
  expect(total.right / total.voiced, 'of those heard').toBeGreaterThan(0.93)
})
