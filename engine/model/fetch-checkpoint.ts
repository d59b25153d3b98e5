import { join } from 'node:path'
import type { EncoderManifest } from '../../contract/model.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { FileOrder, FileProgress } from './file-order.ts'
import { fetchedBytes } from './offers.ts'

export interface CheckpointOrder {
  manifest: EncoderManifest
  /** The folder to fill; files that it has already are not fetched again. */
  checkpoint: string
  /** Takes the place of the origin of the manifest's address; null for the origin. */
  mirror: string | null
  proxy: string | null
  signal: AbortSignal
  /** Bytes and total of all files together. */
  onProgress(progress: FileProgress): void
  patience?: FileOrder['patience']
  freeBytes?: FileOrder['freeBytes']
}

type ManifestFile = EncoderManifest['files'][number]

/** Where a file of a published checkpoint is. A `mirror` may have a path of its own; the manifest's path follows it. */
export function fileAddress(
  manifest: EncoderManifest,
  file: string,
  mirror: string | null,
): string {
  const { repository, revision } = manifest
  const address = manifest.address.replace(
    /\{(repository|revision|file)\}/g,
    (_, name: 'repository' | 'revision' | 'file') => ({ repository, revision, file })[name],
  )
  if (mirror === null) return address
  const { origin, pathname } = new URL(mirror)
  return origin + pathname.replace(/\/+$/, '') + new URL(address).pathname
}

/** Bytes of all that will be fetched; null unless the manifest says it of each file. */
export function knownBytes({ files, weights }: EncoderManifest): number | null {
  const sizes = [...files, weights[0]].map((file) => file?.bytes ?? null)
  return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0)
}

function nowhere({ manifest, mirror }: CheckpointOrder, files: readonly ManifestFile[]): Error {
  const { host } = new URL(mirror ?? manifest.address)
  const names = files.map(({ name }) => name).join(' or ')
  return problem(
    'not-found',
    `${host} does not have ${names} of ${manifest.name}. ${mirror === null ? 'It may have been moved' : 'Set another mirror'}; or download the files in a browser from ${manifest.page} and choose their folder as the model.`,
  )
}

/**
 * Fetches what is missing of a published checkpoint: its settings files, then the first of its weights that the server
 * has. Room is needed for the weights and as much again, for they are converted next. Problems: those of
 * `downloadFile`, of which `not-found` says that the server lacks a file.
 */
export async function fetchCheckpoint(order: CheckpointOrder): Promise<void> {
  const { manifest, checkpoint, mirror, proxy, signal, onProgress, patience, freeBytes } = order
  // What speaks HTTP is heavy to load, and most sessions fetch nothing.
  const { downloadFile } = await import('./download-file.ts')
  let done = 0

  async function fetchOne(file: ManifestFile, kind: 'weights' | 'json'): Promise<void> {
    await downloadFile({
      url: fileAddress(manifest, file.name, mirror),
      destination: join(checkpoint, file.name),
      expected: { bytes: file.bytes, sha256: file.sha256, kind },
      proxy,
      signal,
      reserve: kind === 'weights' ? (file.bytes ?? manifest.bytes) : 0,
      onProgress: ({ bytes, total, waiting }) =>
        onProgress({
          bytes: done + bytes,
          total: kind === 'weights' && total !== null ? done + total : knownBytes(manifest),
          waiting,
        }),
      patience,
      freeBytes,
    })
  }

  /** Fetches the first of `candidates` that the server has, unless one is here. */
  async function ensure(candidates: readonly ManifestFile[], kind: 'weights' | 'json') {
    for (const file of candidates) {
      const bytes = await fetchedBytes(checkpoint, file)
      if (bytes !== null) return bytes
    }
    for (const file of candidates)
      try {
        await fetchOne(file, kind)
        return (await fetchedBytes(checkpoint, file)) ?? 0
      } catch (error) {
        if (!isProblem(error) || error.code !== 'not-found') throw error
      }
    throw nowhere(order, candidates)
  }

  for (const file of manifest.files) done += await ensure([file], 'json')
  done += await ensure(manifest.weights, 'weights')
}
