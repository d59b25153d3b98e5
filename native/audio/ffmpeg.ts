import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Block, Decoding } from './audio-stream.ts'
import { ascii } from './chunks.ts'
import { ffmpegLogReader } from './ffmpeg-log.ts'
import type { FileReader } from './file-reader.ts'
import type { PcmLayout } from './pcm-layout.ts'
import { planar } from './pcm-samples.ts'
import type { Container, ReadAt } from './sniff.ts'
import { wavLayout } from './wav.ts'

const demuxers: Record<Container, string> = {
  mp3: 'mp3',
  flac: 'flac',
  mp4: 'mov',
  ogg: 'ogg',
  wav: 'wav',
  aiff: 'aiff',
  wavpack: 'wv',
  aac: 'aac',
  asf: 'asf',
  ape: 'ape',
  dsf: 'dsf',
  matroska: 'matroska',
}
const longestHeader = 4096
const opusNameWithin = 4096
const logPatience = 500

/**
 * The sound as a WAV stream of 32-bit floats, whose header tells rate and channels. The demuxer is
 * the one for the sniffed content and only local files may be opened, so that a playlist in
 * disguise cannot make ffmpeg fetch anything.
 */
function decodeArguments(input: string, container: Container, decoder: string | undefined) {
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'repeat+info'],
    ...['-protocol_whitelist', 'file', '-threads', '1', '-f', demuxers[container]],
    ...(decoder ? ['-c:a', decoder] : []),
    ...['-i', `file:${input}`, '-map', '0:a:0', '-map_metadata', '-1', '-bitexact'],
    ...['-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1'],
  ]
}

/**
 * ffmpeg's own Opus decoder leaves the parts coded as speech (SILK) late and unaligned, up to an
 * RMS error of 0.02; libopus, the reference, is in most builds.
 */
function decoderFor(read: ReadAt, container: Container): string | undefined {
  if (container !== 'ogg' && container !== 'matroska') return undefined
  return /OpusHead|A_OPUS/.test(ascii(read(0, opusNameWithin))) ? 'libopus' : undefined
}

function startFfmpeg(
  ffmpeg: string,
  file: string | Buffer,
  { fd, read }: FileReader,
  container: Container,
) {
  // A name that is not UTF-8 cannot be an argument: the child opens it through the descriptor.
  const byDescriptor = typeof file !== 'string'
  const input = byDescriptor ? '/dev/fd/3' : resolve(file)
  return spawn(ffmpeg, decodeArguments(input, container, decoderFor(read, container)), {
    stdio: ['ignore', 'pipe', 'pipe', ...(byDescriptor ? [fd] : [])],
    windowsHide: true,
  })
}

/** Reads the WAV header off `output`; gives the layout and the bytes read so far. */
async function readHeader(
  chunks: AsyncIterator<Buffer>,
): Promise<{ layout: PcmLayout; bytes: Buffer } | undefined> {
  let bytes = Buffer.alloc(0)
  while (bytes.length < longestHeader) {
    const next = await chunks.next()
    if (next.done) return undefined
    bytes = Buffer.concat([bytes, next.value])
    const head = bytes
    const read = (offset: number, length: number) => head.subarray(offset, offset + length)
    try {
      return { layout: wavLayout(read, Number.POSITIVE_INFINITY), bytes }
    } catch (error) {
      if (!isProblem(error)) throw error
    }
  }
  return undefined
}

async function* samples(
  { layout, bytes }: { layout: PcmLayout; bytes: Buffer },
  chunks: AsyncIterator<Buffer>,
): AsyncGenerator<Block> {
  const stride = layout.format.bytes * layout.channels
  let pending: Buffer = bytes.subarray(layout.offset)
  for (;;) {
    const whole = pending.length - (pending.length % stride)
    if (whole > 0) yield planar(pending.subarray(0, whole), layout.format, layout.channels)
    const next = await chunks.next()
    if (next.done) return
    const rest = pending.subarray(whole)
    pending = rest.length > 0 ? Buffer.concat([rest, next.value]) : next.value
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  await once(child, 'close')
}

function output(child: ChildProcess): Readable {
  if (!child.stdout) throw problem('decode-failed', 'ffmpeg could not be started.')
  return child.stdout
}

/**
 * Decodes with the user's ffmpeg, as a child process. `reader` is the open file, whose descriptor
 * the child inherits where the name is not valid UTF-8. The child stops by itself when nobody reads (its pipe is full), and is killed
 * by `close`.
 * @throws `decode-failed` when ffmpeg cannot be started or finds no sound in the file.
 */
export async function openFfmpeg(
  ffmpeg: string,
  file: string | Buffer,
  reader: FileReader,
  container: Container,
): Promise<Decoding> {
  const child = startFfmpeg(ffmpeg, file, reader, container)
  let failure: unknown
  child.on('error', (error) => {
    failure = error
  })
  const { log, push } = ffmpegLogReader()
  child.stderr?.setEncoding('utf8').on('data', push)
  const chunks: AsyncIterator<Buffer> = output(child)[Symbol.asyncIterator]()
  const close = async () => {
    child.kill('SIGKILL')
    // A pipe with something left in it would keep the child from being seen to end.
    child.stdout?.destroy()
    child.stderr?.destroy()
    await ended(child)
  }
  const head = await readHeader(chunks).catch((cause: unknown) => {
    failure = cause
    return undefined
  })
  if (!head) {
    await close()
    throw problem('decode-failed', 'ffmpeg found no sound in the file that it can decode.', {
      cause: failure,
    })
  }
  // The log comes through another pipe than the sound, and may be a little behind it.
  for (let waited = 0; log.codec === undefined && waited < logPatience; waited += 10)
    await delay(10)
  const { layout } = head
  async function* blocks(): AsyncGenerator<Block> {
    yield* samples({ layout, bytes: head?.bytes ?? Buffer.alloc(0) }, chunks)
    await ended(child)
    if (child.exitCode === null) {
      throw problem('decode-failed', 'ffmpeg stopped before the end of the file.')
    }
    if (child.exitCode !== 0) log.badPackets++
  }
  return {
    codec: log.codec ?? container,
    sampleRate: layout.sampleRate,
    channels: layout.channels,
    containerDuration: log.duration,
    blocks: blocks(),
    badPackets: () => log.badPackets,
    close,
  }
}
