import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { deviceFacts, verdict } from '../../contract/device.ts'

/** Raised when trials are made in another way, so that the verdicts of the old way are made again. */
const FORMAT_VERSION = 1
/** Models whose verdicts are kept, the last saved first. */
const MOST_MODELS = 8

const keptVerdicts = z.object({ facts: deviceFacts, verdicts: z.array(verdict) })
/** Verdicts on devices, and what they depend on. */
export type KeptVerdicts = z.infer<typeof keptVerdicts>

const storeSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  models: z.array(keptVerdicts.extend({ modelId: z.string() })),
})
type Store = z.infer<typeof storeSchema>

async function readStore(file: string): Promise<Store> {
  try {
    return storeSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return { formatVersion: FORMAT_VERSION, models: [] }
  }
}

/** The last verdicts for a model, under whatever facts they were made; none in a file that is gone or damaged. */
export async function loadVerdicts(
  file: string,
  modelId: string,
): Promise<KeptVerdicts | undefined> {
  return (await readStore(file)).models.find((kept) => kept.modelId === modelId)
}

/**
 * Replaces the verdicts for a model, in one step. It may fail, on a full disk for example: the trials are then made
 * again.
 */
export async function saveVerdicts(
  file: string,
  modelId: string,
  { facts, verdicts }: KeptVerdicts,
): Promise<void> {
  const temporary = `${file}.${randomUUID()}.partial`
  try {
    const others = (await readStore(file)).models.filter((kept) => kept.modelId !== modelId)
    const models = [{ modelId, facts, verdicts }, ...others].slice(0, MOST_MODELS)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, JSON.stringify({ formatVersion: FORMAT_VERSION, models }, null, 2))
    await rename(temporary, file)
  } catch {
    await rm(temporary, { force: true }).catch(() => {})
  }
}
