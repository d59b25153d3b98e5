import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeGeneratedCheckpoint } from '../sound/weight-generator.ts'
import { type DemoProgress, makeDemoLibrary } from './demo-library.ts'

export interface Demo {
  /** Folder of synthesised music. */
  music: string
  /** A small encoder with random weights: it shows how everything works, and says nothing about music. */
  checkpoint: string
}

/** Makes what the demo needs inside its data folder, or finds it there. Problems: those of `makeDemoLibrary`. */
export async function prepareDemo(
  dataFolder: string,
  options: { onProgress?: (progress: DemoProgress) => void; signal?: AbortSignal } = {},
): Promise<Demo> {
  const music = join(dataFolder, 'music')
  await makeDemoLibrary(music, options)
  const checkpoint = join(dataFolder, 'random-weights-checkpoint')
  if (!existsSync(join(checkpoint, 'model.safetensors'))) {
    await mkdir(checkpoint, { recursive: true })
    await writeGeneratedCheckpoint(checkpoint, 'tiny')
  }
  return { music, checkpoint }
}
