import { setImmediate as turn } from 'node:timers/promises'
import { isProblem, problem } from '../../contract/problem.ts'
import { aiffLayout } from './aiff.ts'
import type { AudioStream, Block, Decoding } from './audio-stream.ts'
import { evenBlocks } from './even-blocks.ts'
import { openFfmpeg } from './ffmpeg.ts'
import { type FileReader, openReader } from './file-reader.ts'
import { libavReads, openLibav } from './libav.ts'
import { mp3Duration, openMp3 } from './mp3.ts'
import { payloadEnd } from './payload-end.ts'
import { openPcm } from './pcm-layout.ts'
import { type Sniffed, sniffAt } from './sniff.ts'
import { endsEarly } from './truncation.ts'
import { wavLayout } from './wav.ts'

type Opened = Decoding & Pick<AudioStream, 'decoder'>

/** Seconds: demuxers pass over damaged pages without a word, but less than this is rounding. */
const unnoticed = 0.1

interface Source extends Sniffed {
  file: string | Buffer
  reader: FileReader
  /** Where the sound ends and tags may begin. */
  end: number
}

function cancelled(): Error {
  return problem('cancelled', 'Decoding was cancelled.')
}

function plainProblem(cause: unknown): Error {
  if (isProblem(cause)) return cause
  return problem('decode-failed', 'The file is damaged: its sound could not be decoded.', { cause })
}

async function openBundled({ container, offset, end, reader }: Source): Promise<Opened> {
  const { read } = reader
  if (container === 'wav') return { ...openPcm(wavLayout(read, end, offset), read), decoder: 'pcm' }
  if (container === 'aiff') {
    return { ...openPcm(aiffLayout(read, end, offset), read), decoder: 'pcm' }
  }
  if (container === 'mp3') return { ...(await openMp3(read, offset, end)), decoder: 'mpg123' }
  if (libavReads(container)) {
    return { ...(await openLibav(read, end, container, offset)), decoder: 'libav' }
  }
  throw problem(
    'unrecognised-format',
    `Naghma has no decoder of its own for ${container} files. Installing ffmpeg lets it read them.`,
  )
}

async function openWithFfmpeg(ffmpeg: string, source: Source): Promise<Opened> {
  const { container, file, offset, reader } = source
  const decoding = await openFfmpeg(ffmpeg, file, reader, container)
  // ffmpeg guesses where these two state nothing, and a guess must not look like damage.
  if (container === 'mp3') decoding.containerDuration = mp3Duration(reader.read, offset)
  if (container === 'aac') decoding.containerDuration = undefined
  return { ...decoding, decoder: 'ffmpeg' }
}

/** The user's ffmpeg where there is one, unless it cannot read what a bundled decoder can. */
async function openDecoder(ffmpeg: string | undefined, source: Source): Promise<Opened> {
  if (ffmpeg === undefined) return openBundled(source)
  try {
    return await openWithFfmpeg(ffmpeg, source)
  } catch (refusal) {
    return openBundled(source).catch((error: unknown) => {
      throw isProblem(error) && error.code === 'unrecognised-format' ? refusal : error
    })
  }
}

async function* checkedBlocks(
  decoding: Decoding,
  signal: AbortSignal | undefined,
  { onEnd, close }: { onEnd: (seconds: number) => void; close: () => Promise<void> },
): AsyncGenerator<Block> {
  let frames = 0
  try {
    for await (const block of evenBlocks(decoding.blocks, decoding.channels)) {
      // Decoders here run on this thread; without a turn of its loop no abort would be heard.
      await turn()
      if (signal?.aborted) throw cancelled()
      frames += block[0]?.length ?? 0
      yield block
    }
    if (signal?.aborted) throw cancelled()
    if (frames === 0) throw problem('no-audio', 'Nothing in the file could be decoded to sound.')
    onEnd(frames / decoding.sampleRate)
  } catch (error) {
    throw signal?.aborted ? cancelled() : plainProblem(error)
  } finally {
    await close()
  }
}

/** Whether sound is missing that a container which counts its samples says there is. */
function isShort({ container }: Source, stated: number | undefined, seconds: number): boolean {
  const counts = ['flac', 'ogg', 'wavpack', 'wav', 'aiff'].includes(container)
  return counts && stated !== undefined && stated - seconds > unnoticed
}

/** Bad packets that mean nothing: those of joints, and a tag that ffmpeg takes for the last one. */
function harmlessPackets({ container, end, reader }: Source): number {
  if (container === 'mp3' || container === 'aac') return 2
  return container === 'flac' && end < reader.size ? 1 : 0
}

function identify(file: string | Buffer, reader: FileReader): Source {
  if (reader.size === 0) throw problem('file-empty', 'The file is empty (0 bytes).')
  const sniffed = sniffAt(reader.read)
  const end = payloadEnd(reader.read, reader.size)
  if (sniffed) return { ...sniffed, file, reader, end }
  throw problem(
    'unrecognised-format',
    'This is not an audio file Naghma knows, or its beginning is damaged.',
  )
}

/**
 * Opens the sound of a file (a path, or a Buffer where the name is not valid UTF-8) as PCM at the
 * file's own rate, decoded as it is read and never held whole. Content decides, not the extension.
 * `ffmpeg` is the path of the user's ffmpeg, used first where given. The caller reads `blocks`
 * once, and calls `close` if it stops before their end.
 * @throws `file-missing`, `permission-denied`, `io-error`, `file-empty`, `unrecognised-format`,
 * `no-audio`, `decode-failed`, `cancelled`; while reading `blocks` also the last four.
 */
export async function openAudio(
  file: string | Buffer,
  { ffmpeg, signal }: { ffmpeg?: string | undefined; signal?: AbortSignal | undefined } = {},
): Promise<AudioStream> {
  if (signal?.aborted) throw cancelled()
  const reader = openReader(file)
  try {
    const source = identify(file, reader)
    const { container } = source
    const truncated = endsEarly(reader.read, source.end, container)
    const decoding = await openDecoder(ffmpeg, source)
    const close = async () => {
      signal?.removeEventListener('abort', stop)
      await decoding.close()
      reader.close()
    }
    const stop = () => void close()
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) {
      await close()
      throw cancelled()
    }
    const forgiven = harmlessPackets(source)
    let missing = 0
    const onEnd = (seconds: number) => {
      missing = isShort(source, decoding.containerDuration, seconds) ? 1 : 0
    }
    return {
      ...decoding,
      container,
      truncated,
      badPackets: () => Math.max(0, decoding.badPackets() - forgiven) + missing,
      blocks: checkedBlocks(decoding, signal, { onEnd, close }),
      close,
    }
  } catch (error) {
    reader.close()
    throw plainProblem(error)
  }
}
