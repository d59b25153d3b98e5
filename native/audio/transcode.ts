import { type FileHandle, open, rm } from 'node:fs/promises'
import { isProblem, problem } from '../../contract/problem.ts'
import type { AudioStream } from './audio-stream.ts'
import { wavFrameBytes, wavHeader, wavHeaderBytes, wavSamples } from './encode-wav.ts'

export interface Transcoded {
  /** Size of the whole file. */
  bytes: number
  seconds: number
}

/** Size of the WAV file a stream will make, by what its container states; Infinity if nothing. */
export function estimatedWavBytes({ containerDuration, sampleRate }: AudioStream): number {
  if (containerDuration === undefined) return Number.POSITIVE_INFINITY
  return wavHeaderBytes + Math.round(containerDuration * sampleRate) * wavFrameBytes
}

function writeProblem(cause: unknown): Error {
  if (isProblem(cause)) return cause
  const full =
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
  return full
    ? problem('disk-full', 'There is no room on the disk to convert this file.', { cause })
    : problem('io-error', 'The converted file could not be written.', { cause })
}

async function append(handle: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
  return position + bytes.length
}

async function copy(
  stream: AudioStream,
  handle: FileHandle,
  signal: AbortSignal | undefined,
  onProgress: ((done: Transcoded) => void) | undefined,
): Promise<Transcoded> {
  const { sampleRate } = stream
  let bytes = await append(
    handle,
    wavHeader(estimatedWavBytes(stream) - wavHeaderBytes, sampleRate),
    0,
  )
  const done = () => ({ bytes, seconds: (bytes - wavHeaderBytes) / wavFrameBytes / sampleRate })
  for await (const block of stream.blocks) {
    if (signal?.aborted) throw problem('cancelled', 'Converting the file was cancelled.')
    bytes = await append(handle, wavSamples(block), bytes)
    onProgress?.(done())
  }
  await append(handle, wavHeader(bytes - wavHeaderBytes, sampleRate), 0)
  return done()
}

/**
 * Writes a stream as 16-bit stereo WAV at its own rate, for players that cannot read the original.
 * The file grows as it is decoded and can be served meanwhile: its header states the estimated
 * size at first and the real one at the end. Closes the stream; on failure the file is removed.
 * @throws `disk-full`, `io-error`, `cancelled`, and what the stream throws.
 */
export async function transcodeToWav(
  stream: AudioStream,
  destination: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: Transcoded) => void } = {},
): Promise<Transcoded> {
  let handle: FileHandle | undefined
  try {
    handle = await open(destination, 'w')
    return await copy(stream, handle, signal, onProgress)
  } catch (error) {
    await handle?.close()
    handle = undefined
    await rm(destination, { force: true })
    throw writeProblem(error)
  } finally {
    await handle?.close()
    await stream.close()
  }
}
