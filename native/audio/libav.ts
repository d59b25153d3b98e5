import LibAV from '@libav.js/variant-fat'
import { problem } from '../../contract/problem.ts'
import { adtsFrame } from './adts-frame.ts'
import type { Block, Decoding } from './audio-stream.ts'
import { flacFrames, flacFramesStart } from './flac-frames.ts'
import { frameRuns } from './frame-run.ts'
import type { Container, ReadAt } from './sniff.ts'

// The package's types leave out the one value it exports.
declare module '@libav.js/variant-fat' {
  export const LibAV: LibAV.LibAVWrapper['LibAV']
}

/** Containers that libav.js (FFmpeg 6.1 as WebAssembly) reads here, and its demuxers for them. */
const demuxers: Partial<Record<Container, string>> = {
  flac: 'flac',
  mp4: 'mov',
  ogg: 'ogg',
  wavpack: 'wv',
  matroska: 'matroska',
}

type Instance = LibAV.LibAV & LibAV.LibAVSync

/** Packets of one audio stream, and what its container says of them. */
interface Demuxed {
  codecId: number
  /** Pointer to AVCodecParameters, or 0 where the packets describe themselves. */
  parameters: number
  duration: number | undefined
  packets: AsyncIterable<LibAV.Packet>
}

const device = 'in'
const blockBytes = 1 << 18
const readBytes = 1 << 16
const quiet = -8
const discardAll = 48
const codecAac = 86_018
const mostReadErrors = 16

/** An instance of its own for one file, whose reads come from `read`, `size` bytes in all. */
async function startLibav(read: ReadAt, size: number): Promise<Instance> {
  const libav = await LibAV.LibAV({ noworker: true, nothreads: true })
  libav.av_log_set_level_sync(quiet)
  libav.onblockread = (name, position, length) => {
    const bytes = read(position, Math.min(Math.max(length, blockBytes), size - position))
    // Answering with nothing would leave libav waiting for ever: it already knows the size.
    if (bytes.length === 0) throw problem('io-error', 'The file became shorter while it was read.')
    libav.ff_block_reader_dev_send_sync(name, position, bytes)
  }
  await libav.mkblockreaderdev(device, size)
  return libav
}

function scaled(samples: ArrayLike<number>, channel: number, stride: number, scale: number) {
  const out = new Float32Array(samples.length / stride)
  for (let i = 0, at = channel; i < out.length; i++, at += stride) out[i] = samples[at]! * scale
  return out
}

function planeFloats(plane: unknown, channel: number, stride: number): Float32Array {
  if (plane instanceof Float32Array) {
    return stride === 1 ? plane : scaled(plane, channel, stride, 1)
  }
  if (plane instanceof Int16Array) return scaled(plane, channel, stride, 1 / 32_768)
  if (plane instanceof Int32Array) return scaled(plane, channel, stride, 1 / 2_147_483_648)
  if (plane instanceof Uint8Array) {
    return scaled(plane, channel, stride, 1 / 128).map((sample) => sample - 1)
  }
  throw problem('decode-failed', 'The decoder gave samples of a kind Naghma does not know.')
}

function frameBlock(frame: LibAV.Frame): Block {
  const channels = frame.channels ?? 1
  const data: unknown = frame.data
  return Array.from({ length: channels }, (_, channel) =>
    Array.isArray(data) ? planeFloats(data[channel], 0, 1) : planeFloats(data, channel, channels),
  )
}

async function demux(libav: Instance, demuxer: string, onBad: () => void): Promise<Demuxed> {
  const [context, streams] = await libav.ff_init_demuxer_file(device, demuxer)
  const audio = streams.find((stream) => stream.codec_type === libav.AVMEDIA_TYPE_AUDIO)
  if (!audio) throw problem('no-audio', 'The file has no sound in it.')
  for (const stream of streams) {
    if (stream !== audio) libav.AVStream_discard_s_sync(stream.ptr, discardAll)
  }
  const packet = libav.av_packet_alloc_sync()
  async function* packets() {
    for (let errors = 0; errors < mostReadErrors; ) {
      const [result, read] = await libav.ff_read_multi(context, packet, undefined, {
        limit: readBytes,
      })
      yield* read[audio?.index ?? 0] ?? []
      if (result === libav.AVERROR_EOF) return
      if (result >= 0 || result === -libav.EAGAIN) continue
      errors++
      onBad()
    }
  }
  return {
    codecId: audio.codec_id,
    parameters: audio.codecpar,
    duration: audio.duration > 0 ? audio.duration : undefined,
    packets: packets(),
  }
}

/** ADTS has no demuxer in libav.js, and needs none: each frame is a packet. */
function demuxAdts(read: ReadAt, size: number, onBad: (packets: number) => void): Demuxed {
  async function* packets() {
    for (const { bytes, starts, lost } of frameRuns(read, adtsFrame, 0, size)) {
      onBad(lost)
      for (const [i, start] of starts.entries()) {
        yield { data: bytes.subarray(start, starts[i + 1] ?? bytes.length) }
      }
    }
  }
  return {
    codecId: codecAac,
    parameters: 0,
    duration: undefined,
    packets: packets(),
  }
}

/** FLAC frames are found better here than by FFmpeg's parser, which loses the sound around damage. */
async function* flacPackets(read: ReadAt, size: number, onBad: () => void) {
  for (const data of flacFrames(read, flacFramesStart(read), size)) {
    if (data) yield { data }
    else onBad()
  }
}

function needsFfmpeg(codec: string): Error {
  return problem(
    'unrecognised-format',
    `Naghma has no decoder of its own for this file (${codec}). Installing ffmpeg lets it read such files.`,
  )
}

/** One packet at a time, so that a bad one costs no other. */
async function* decoded(
  libav: Instance,
  { codecId, parameters, packets }: Demuxed,
  onBad: () => void,
): AsyncGenerator<LibAV.Frame> {
  const [, context, packet, frame] = libav.ff_init_decoder_sync(codecId, parameters)
  const decode = (input: LibAV.Packet[], fin: boolean): LibAV.Frame[] => {
    try {
      return libav.ff_decode_multi_sync(context, packet, frame, input, { fin })
    } catch (error) {
      if (error instanceof Error && error.name === 'RuntimeError') throw error
      onBad()
      return []
    }
  }
  for await (const input of packets) yield* decode([input], false)
  yield* decode([], true)
}

/**
 * Decodes FLAC, MP4 (AAC, ALAC), Ogg (Vorbis, Opus, FLAC), WavPack, ADTS and Matroska from
 * `offset` with libav.js, on the calling thread.
 * @throws `unrecognised-format` for a codec it lacks, `no-audio`, `decode-failed`.
 */
export async function openLibav(
  read: ReadAt,
  size: number,
  container: Container,
  offset: number,
): Promise<Decoding> {
  let bad = 0
  const onBad = (packets = 1) => {
    bad += packets
  }
  const from: ReadAt = (position, length) => read(offset + position, length)
  const demuxer = demuxers[container]
  const libav = await startLibav(from, size - offset)
  const demuxed = demuxer
    ? await demux(libav, demuxer, onBad)
    : demuxAdts(from, size - offset, onBad)
  if (container === 'flac') demuxed.packets = flacPackets(from, size - offset, onBad)
  const codec = libav.avcodec_get_name_sync(demuxed.codecId)
  if (libav.avcodec_find_decoder_sync(demuxed.codecId) === 0) throw needsFfmpeg(codec)
  const frames = decoded(libav, demuxed, onBad)
  // The rate and channels of AAC with SBR or PS are known only once a frame is decoded.
  const first = await frames.next()
  if (first.done) throw problem('no-audio', 'Nothing in the file could be decoded to sound.')
  const sampleRate = first.value.sample_rate ?? 0
  const channels = first.value.channels ?? 0
  async function* blocks(head: LibAV.Frame): AsyncGenerator<Block> {
    yield frameBlock(head)
    for await (const frame of frames) {
      if (frame.sample_rate === sampleRate && frame.channels === channels) yield frameBlock(frame)
      else bad++
    }
  }
  return {
    codec,
    sampleRate,
    channels,
    containerDuration: demuxed.duration,
    blocks: blocks(first.value),
    badPackets: () => bad,
    async close() {
      await frames.return(undefined)
      libav.terminate()
    },
  }
}

export function libavReads(container: Container): boolean {
  return container === 'aac' || container in demuxers
}
