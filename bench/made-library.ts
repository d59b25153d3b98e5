import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileReading } from '../engine/scan/place-file.ts'
import { madeFacts } from './made-tracks.ts'

const FILES_PER_DIRECTORY = 100

/** Empty files 0.mp3, 1.mp3…, to be read by {@link madeReading}. */
export function writeTree(folder: string, files: number): void {
  for (let n = 0; n < files; n++) {
    const directory = join(folder, `artist ${Math.floor(n / FILES_PER_DIRECTORY)}`)
    if (n % FILES_PER_DIRECTORY === 0) mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, `${n}.mp3`), '')
  }
}

/** Answers for the files of the tree as if they were music. */
export const madeReading: FileReading = {
  facts: async ({ folder, path }) => {
    const name = Buffer.from(path).toString()
    const { size, mtimeMs } = statSync(join(folder, name))
    return madeFacts(Number.parseInt(name.slice(name.lastIndexOf('/') + 1), 10), size, mtimeMs)
  },
  fullDigest: () => Promise.reject(new Error('no two tracks are alike')),
}
