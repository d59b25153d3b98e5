import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makams } from '../engine/demo/music/makams.ts'
import { type Recipe, record } from '../engine/demo/synth/recording.ts'
import { chunk, wav } from '../engine/scan/fixtures/make-media.ts'
import { id3, id3TextFrame } from '../engine/scan/fixtures/make-tags.ts'

interface Melody {
  title: string
  recipe: Recipe
}

const rate = 22_050
const taksim = { tempo: 100, seconds: 36 }

/**
 * Improvisations long enough to be listened to. Nothing in the files names a makam or a tradition: the first, second
 * and fifth are in Hicaz on different tonics, the third in Rast, the fourth in Nihavend.
 */
const melodies: readonly Melody[] = [
  {
    title: 'Band 1',
    recipe: { ...taksim, seed: 103, mode: makams.hicaz, tonic: 246.9, instrument: 'bowed' },
  },
  {
    title: 'Band 2',
    recipe: { ...taksim, seed: 131, mode: makams.hicaz, tonic: 196, instrument: 'ney' },
  },
  {
    title: 'Band 3',
    recipe: { ...taksim, seed: 101, mode: makams.rast, tonic: 293.7, instrument: 'ney' },
  },
  {
    title: 'Band 4',
    recipe: { ...taksim, seed: 106, mode: makams.nihavend, tonic: 261.6, instrument: 'bowed' },
  },
  {
    title: 'Band 5',
    recipe: { ...taksim, seed: 141, mode: makams.hicaz, tonic: 220, instrument: 'tanbur' },
  },
]

function melodyFile({ title, recipe }: Melody): Uint8Array {
  const [left, right] = record(recipe, rate)
  const samples = new Int16Array(left.length * 2)
  for (let i = 0; i < left.length; i++) {
    samples[2 * i] = Math.round(32_767 * (left[i] ?? 0))
    samples[2 * i + 1] = Math.round(32_767 * (right[i] ?? 0))
  }
  const frames = [id3TextFrame('TIT2', title), id3TextFrame('TPE1', 'Plak')]
  const tag = chunk('id3 ', id3(Buffer.concat(frames)), true)
  return wav(new Uint8Array(samples.buffer), { rate, after: tag })
}

/** A folder with the melodies, made when it is not there yet. Journeys that run at once may both make it. */
export async function melodyFolder(): Promise<string> {
  const folder = join(import.meta.dirname, '../out/e2e/melodies')
  await mkdir(folder, { recursive: true })
  for (const melody of melodies) {
    const path = join(folder, `${melody.title}.wav`)
    if (existsSync(path)) continue
    const part = `${path}.${process.pid}`
    await writeFile(part, melodyFile(melody))
    await rename(part, path)
  }
  return folder
}
