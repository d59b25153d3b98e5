import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type EncoderManifest, encoderManifest, type Offer } from '../../contract/model.ts'
import { partialName } from './partial-file.ts'

/** The manifests that the app brings, in the order they are offered: the one for this music first. */
const manifestNames = ['culturemert-95m', 'culturemert-ta-95m', 'mert-v1-95m']

/** Reads `encoders/*.json` of the models folder. Throws where a file is absent or breaks the schema. */
export function readOffers(modelsFolder: string): EncoderManifest[] {
  return manifestNames.map((name) =>
    encoderManifest.parse(
      JSON.parse(readFileSync(join(modelsFolder, 'encoders', `${name}.json`), 'utf8')),
    ),
  )
}

type ManifestFile = EncoderManifest['files'][number]

/** Folder of the checkpoint of `manifest`, below the `folder` where checkpoints are kept. */
export function checkpointFolder(manifest: EncoderManifest, folder: string): string {
  return join(folder, manifest.name)
}

async function sizeOf(path: string): Promise<number | null> {
  const info = await stat(path).catch(() => undefined)
  return info?.isFile() ? info.size : null
}

/** Bytes of a fetched file in a checkpoint's folder; null unless it is there with the size it should have. */
export async function fetchedBytes(checkpoint: string, file: ManifestFile): Promise<number | null> {
  const size = await sizeOf(join(checkpoint, file.name))
  return file.bytes !== undefined && size !== file.bytes ? null : size
}

/**
 * How much of a published checkpoint is below `folder`, in `<folder>/<name>`. It is `here` with all of its settings files
 * and one of its weights; `bytesHere` counts what has arrived of files under way too.
 */
export async function offerState(
  manifest: EncoderManifest,
  folder: string,
): Promise<Pick<Offer, 'state' | 'bytesHere' | 'path'>> {
  const checkpoint = checkpointFolder(manifest, folder)
  const parts = await Promise.all(
    [...manifest.files, ...manifest.weights].map(async (file) => ({
      name: file.name,
      fetched: await fetchedBytes(checkpoint, file),
      underWay: await sizeOf(partialName(join(checkpoint, file.name))),
    })),
  )
  const has = ({ name }: ManifestFile) =>
    parts.some((part) => part.name === name && part.fetched !== null)
  const bytesHere = parts.reduce(
    (sum, { fetched, underWay }) => sum + (fetched ?? underWay ?? 0),
    0,
  )
  if (manifest.files.every(has) && manifest.weights.some(has))
    return { state: 'here', bytesHere, path: checkpoint }
  return { state: bytesHere > 0 ? 'partial' : 'absent', bytesHere, path: null }
}
