import LibAV from '@libav.js/variant-fat'
import { problem } from '../../contract/problem.ts'

type Instance = LibAV.LibAV & LibAV.LibAVSync

export type EncodedCodec = 'flac' | 'vorbis' | 'opus' | 'aac' | 'alac' | 'wavpack'

interface Encoder {
  name: string
  muxer: string
  file: string
  /** libavutil sample formats: 1 = s16, 6 = s16 planar, 8 = float planar. */
  sampleFormat: 1 | 6 | 8
  /** Bits per second per channel where the codec is lossy and the caller names none. */
  bitrate?: number
  options?: Readonly<Record<string, string>>
}

const encoders = {
  flac: { name: 'flac', muxer: 'flac', file: 'out.flac', sampleFormat: 1 },
  vorbis: { name: 'libvorbis', muxer: 'ogg', file: 'out.ogg', sampleFormat: 8, bitrate: 64_000 },
  opus: { name: 'libopus', muxer: 'ogg', file: 'out.opus', sampleFormat: 1, bitrate: 48_000 },
  aac: {
    name: 'aac',
    muxer: 'ipod',
    file: 'out.m4a',
    sampleFormat: 8,
    bitrate: 64_000,
    options: { aac_coder: 'fast' },
  },
  alac: { name: 'alac', muxer: 'ipod', file: 'out.m4a', sampleFormat: 6 },
  wavpack: { name: 'wavpack', muxer: 'wv', file: 'out.wv', sampleFormat: 6 },
} satisfies Record<EncodedCodec, Encoder>

const bitexactMuxer = 0x400
const logErrorsOnly = 16
/** Frame length for encoders that take any. */
const defaultFrame = 4096

function toInt16(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)))
}

function frameData(
  channels: readonly Float32Array[],
  from: number,
  to: number,
  sampleFormat: Encoder['sampleFormat'],
): Int16Array | (Int16Array | Float32Array)[] {
  if (sampleFormat === 8) return channels.map((c) => c.slice(from, to))
  if (sampleFormat === 6) return channels.map((c) => Int16Array.from(c.subarray(from, to), toInt16))
  const data = new Int16Array((to - from) * channels.length)
  channels.forEach((samples, channel) => {
    for (let i = from; i < to; i++) {
      data[(i - from) * channels.length + channel] = toInt16(samples[i]!)
    }
  })
  return data
}

function checkInput(channels: readonly Float32Array[], sampleRate: number, codec: EncodedCodec) {
  const length = channels[0]?.length ?? 0
  if (channels.length < 1 || channels.length > 2 || length === 0) {
    throw problem('invalid-input', 'Encoding needs one or two channels that hold samples.')
  }
  if (channels.some((c) => c.length !== length)) {
    throw problem('invalid-input', 'Encoding needs channels of the same length.')
  }
  if (codec === 'opus' && ![8000, 12_000, 16_000, 24_000, 48_000].includes(sampleRate)) {
    throw problem('invalid-input', `Opus does not take ${sampleRate} samples a second.`)
  }
}

async function encodeWith(
  la: Instance,
  channels: readonly Float32Array[],
  sampleRate: number,
  encoder: Encoder,
  bitrate: number | undefined,
): Promise<Uint8Array> {
  const channelLayout = channels.length === 1 ? 4 : 3
  const [, context, frame, packet, frameSize] = await la.ff_init_encoder(encoder.name, {
    ctx: {
      sample_fmt: encoder.sampleFormat,
      sample_rate: sampleRate,
      channel_layout: channelLayout,
      channels: channels.length,
      ...(bitrate === undefined ? {} : { bit_rate: bitrate }),
    },
    time_base: [1, sampleRate],
    ...(encoder.options ? { options: encoder.options } : {}),
  })
  const [muxer, , output] = await la.ff_init_muxer(
    { format_name: encoder.muxer, filename: encoder.file, open: true },
    [[context, 1, sampleRate]],
  )
  la.AVFormatContext_flags_s_sync(muxer, la.AVFormatContext_flags_sync(muxer) | bitexactMuxer)
  await la.avformat_write_header(muxer, 0)
  const length = channels[0]!.length
  const step = frameSize || defaultFrame
  const frames = Array.from({ length: Math.ceil(length / step) }, (_, index) => {
    const from = index * step
    const to = Math.min(length, from + step)
    return {
      data: frameData(channels, from, to, encoder.sampleFormat),
      format: encoder.sampleFormat,
      sample_rate: sampleRate,
      channel_layout: channelLayout,
      channels: channels.length,
      nb_samples: to - from,
      pts: from,
      ptshi: 0,
    }
  })
  await la.ff_write_multi(
    muxer,
    packet,
    await la.ff_encode_multi(context, frame, packet, frames, true),
  )
  await la.av_write_trailer(muxer)
  await la.ff_free_muxer(muxer, output)
  await la.ff_free_encoder(context, frame, packet)
  return la.readFile(encoder.file)
}

/**
 * Encodes one or two channels of samples in −1…1 to a whole file: FLAC, Ogg Vorbis, Ogg Opus (48 kHz
 * and its divisors only), MP4 (AAC or ALAC, `moov` at the end) or WavPack, with FFmpeg's encoders in
 * WebAssembly. Lossless codecs hold 16 bits. `bitrate` is in bits per second for the whole stream and
 * means nothing to lossless codecs. No tags are written; the same input gives the same bytes.
 */
export async function encodeAudio(
  channels: readonly Float32Array[],
  sampleRate: number,
  { codec, bitrate }: { codec: EncodedCodec; bitrate?: number },
): Promise<Uint8Array> {
  checkInput(channels, sampleRate, codec)
  const encoder: Encoder = encoders[codec]
  const la = await LibAV.LibAV({ noworker: true, nothreads: true })
  try {
    la.av_log_set_level_sync(logErrorsOnly)
    const target = bitrate ?? (encoder.bitrate && encoder.bitrate * channels.length)
    return await encodeWith(la, channels, sampleRate, encoder, target)
  } finally {
    la.terminate()
  }
}
