import { fstatSync } from 'node:fs'
import { isProblem, type ProblemCode } from '../../contract/problem.ts'
import { type FileReader, openReader } from '../../native/audio/file-reader.ts'
import type { Container } from '../../native/audio/sniff.ts'
import { embeddedThumbnail, folderThumbnail, type Thumbnail } from './artwork.ts'
import { audioIdentity, fullDigest } from './audio-identity.ts'
import { cachedReads } from './cached-reads.ts'
import { joinPath, type RelativePath } from './file-name.ts'
import { noTags, readTags, type Tags } from './tags.ts'

/** All that scanning learns from one file. Structured-cloneable. */
export interface FileFacts {
  container: Container
  /** Digest of the audio without its tags, 32 bytes; see audio-identity.ts. */
  identity: Uint8Array
  /** Bytes of coded audio. */
  payloadLength: number
  /** The identity is of the file as it is, and changes with its tags. */
  wholeFile: boolean
  tags: Tags
  artwork: Thumbnail | null
  /** Of the file that was read: a caller that saw others before should read it again. */
  size: number
  mtimeMs: number
  /** What went wrong without costing the file its place in the library. */
  problem: { code: ProblemCode; message: string } | null
}

export interface ReadFileOptions {
  withArtwork: boolean
}

interface TagReading {
  tags: Tags
  picture: Uint8Array | undefined
  problem: FileFacts['problem']
}

async function readTagsOrProblem(
  file: Pick<FileReader, 'read' | 'size'>,
  container: Container,
  withPicture: boolean,
): Promise<TagReading> {
  try {
    return { ...(await readTags(file, container, { withPicture })), problem: null }
  } catch (error) {
    if (!isProblem(error) || error.code !== 'tags-unreadable') throw error
    const { code, message } = error
    return { tags: noTags, picture: undefined, problem: { code, message } }
  }
}

/**
 * Opens a file once and reads its identity, tags and artwork. Reads are synchronous: for a worker
 * thread, which the caller ends when it takes too long. Damaged tags are reported in `problem` and
 * leave the rest; rejects with a problem otherwise: file-missing, permission-denied, io-error,
 * file-empty, unrecognised-format, no-audio.
 */
export async function readFileFacts(
  folder: string,
  relativePath: RelativePath,
  { withArtwork }: ReadFileOptions,
): Promise<FileFacts> {
  const reader = openReader(joinPath(folder, relativePath))
  try {
    const { size, mtimeMs } = fstatSync(reader.fd)
    const file = { read: cachedReads(reader.read), size: reader.size }
    const identity = audioIdentity(file.read, file.size)
    const { container } = identity
    const { tags, picture, problem } = await readTagsOrProblem(file, container, withArtwork)
    const embedded = picture && (await embeddedThumbnail(picture))
    const artwork = withArtwork ? (embedded ?? (await folderThumbnail(folder, relativePath))) : null
    return {
      container,
      identity: identity.digest,
      payloadLength: identity.payloadLength,
      wholeFile: identity.wholeFile,
      tags: { ...tags, duration: tags.duration ?? identity.duration ?? null },
      artwork: artwork ?? null,
      size,
      mtimeMs,
      problem,
    }
  } finally {
    reader.close()
  }
}

/** {@link fullDigest} of a file by its place. Problems as {@link readFileFacts}. */
export function fileFullDigest(folder: string, relativePath: RelativePath): Uint8Array {
  const reader = openReader(joinPath(folder, relativePath))
  try {
    return fullDigest(cachedReads(reader.read), reader.size)
  } finally {
    reader.close()
  }
}
