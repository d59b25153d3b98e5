/** Before the journeys: music, a checkpoint of random weights, and a library in which one was made of the other. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { demoFile, sampleRateOf, tagsOf } from '../engine/demo/demo-file.ts'
import { recordings } from '../engine/demo/recordings.ts'
import { record } from '../engine/demo/synth/recording.ts'
import { writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'

const root = join(import.meta.dirname, '..')
const made = join(root, 'out/e2e')
/** The demo's recordings cut short: synthesised, in every format of the demo. Journeys that change files copy it. */
export const musicFolder = join(made, 'music')
/** A small encoder with random weights. */
export const checkpointFolder = join(made, 'checkpoint')
/** A data folder whose library holds the music, every track of it analysed. Journeys work on a copy. */
export const analysedLibrary = join(made, 'analysed')

/** Long enough for one window of the encoder, and to seek in. */
const seconds = 9

async function writeMusic(): Promise<void> {
  for (const [index, recording] of recordings.entries()) {
    const short = { ...recording, recipe: { ...recording.recipe, seconds } }
    for (const copy of short.copies) {
      const path = join(musicFolder, copy.path)
      if (existsSync(path)) continue
      const rate = sampleRateOf(copy.format)
      const channels = record(short.recipe, rate).map((all) => all.subarray(0, seconds * rate))
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.part`, await demoFile(channels, copy, tagsOf(short, index + 1)))
      await rename(`${path}.part`, path)
    }
  }
}

async function writeCheckpoint(): Promise<void> {
  if (existsSync(join(checkpointFolder, 'model.safetensors'))) return
  await mkdir(checkpointFolder, { recursive: true })
  await writeGeneratedCheckpoint(checkpointFolder, 'tiny')
}

/** Runs the command line on a data folder; answers what it printed. Rejects when it fails. */
export async function naghma(dataFolder: string, ...args: string[]): Promise<string> {
  const command = [join(root, 'engine/host-cli.ts'), '--data', dataFolder, ...args]
  const { stdout } = await promisify(execFile)(process.execPath, command)
  return stdout
}

async function analyseMusic(): Promise<void> {
  await rm(analysedLibrary, { recursive: true, force: true })
  await naghma(analysedLibrary, 'scan', musicFolder)
  await naghma(analysedLibrary, 'model', checkpointFolder)
  await naghma(analysedLibrary, 'analyse')
}

export default async function makeMusic(): Promise<void> {
  await writeMusic()
  await writeCheckpoint()
  await analyseMusic()
}
