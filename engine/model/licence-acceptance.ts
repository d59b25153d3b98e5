import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { EncoderManifest } from '../../contract/model.ts'

const recordName = 'licence-accepted.json'
const recordSchema = z.object({
  licence: z.string(),
  url: z.string(),
  /** ISO 8601. */
  acceptedAt: z.string(),
})

/** Whether the user accepted the licence of `manifest` before: it is noted in the `checkpoint` folder. */
export function licenceWasAccepted(checkpoint: string, { licence }: EncoderManifest): boolean {
  try {
    const text = readFileSync(join(checkpoint, recordName), 'utf8')
    return recordSchema.parse(JSON.parse(text)).licence === licence.id
  } catch {
    return false
  }
}

/** Notes in the `checkpoint` folder which licence the user accepted, and when; an older note of it stays. */
export async function noteAcceptance(checkpoint: string, manifest: EncoderManifest): Promise<void> {
  if (licenceWasAccepted(checkpoint, manifest)) return
  const record: z.infer<typeof recordSchema> = {
    licence: manifest.licence.id,
    url: manifest.licence.url,
    acceptedAt: new Date().toISOString(),
  }
  await mkdir(checkpoint, { recursive: true })
  await writeFile(join(checkpoint, recordName), JSON.stringify(record, null, 2))
}
