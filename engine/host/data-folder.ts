import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import envPaths from 'env-paths'
import { ioProblem } from '../../contract/io-problem.ts'

/** The library's data folder: the given one, NAGHMA_DATA, or the platform's place for application data. */
export function dataFolderFor(given: string | undefined): string {
  const named = given ?? process.env.NAGHMA_DATA
  return named ? resolve(named) : envPaths('naghma', { suffix: '' }).data
}

/** Makes the data folder. Problems: `permission-denied`, `disk-full`, `io-error`. */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw ioProblem(error, `The data folder ${folder} could not be made`)
  }
}
