import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ioProblem } from '../../contract/io-problem.ts'

/** How a second host finds the engine that holds a data folder. */
const runningEngine = z.object({
  pid: z.int(),
  version: z.string(),
  /** Path of the local socket (a named pipe on Windows). */
  socket: z.string(),
  token: z.string(),
  /** Where pages are served, when the holder is the served host; carries no token. */
  url: z.string().nullable(),
})
export type RunningEngine = z.infer<typeof runningEngine>

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'engine.json')
}

/** Written by the holder of the lock, readable by its user only. Problems: `disk-full`, `permission-denied`, `io-error`. */
export async function announceRunningEngine(
  dataFolder: string,
  engine: RunningEngine,
): Promise<void> {
  const file = fileIn(dataFolder)
  try {
    await writeFile(`${file}.new`, JSON.stringify(engine), { mode: 0o600 })
    await rename(`${file}.new`, file)
  } catch (error) {
    throw ioProblem(error, `The file ${file} could not be written`)
  }
}

export async function forgetRunningEngine(dataFolder: string): Promise<void> {
  await rm(fileIn(dataFolder), { force: true })
}

/** What the last engine wrote; undefined when there is nothing readable. It may be gone: connecting tells. */
export async function findRunningEngine(dataFolder: string): Promise<RunningEngine | undefined> {
  try {
    return runningEngine.parse(JSON.parse(await readFile(fileIn(dataFolder), 'utf8')))
  } catch {
    return undefined
  }
}
