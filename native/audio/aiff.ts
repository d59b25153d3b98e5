import { problem } from '../../contract/problem.ts'
import { ascii, type Chunk, chunks, dataView } from './chunks.ts'
import { checkPcm, type PcmLayout } from './pcm-layout.ts'
import type { SampleFormat } from './pcm-samples.ts'
import type { ReadAt } from './sniff.ts'

interface Common {
  format: SampleFormat
  channels: number
  sampleRate: number
  frames: number
}

/** An 80-bit IEEE 754 extended number, as AIFF writes its sample rate. */
function extendedFloat(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383
  const mantissa = view.getUint32(at + 2) * 2 ** -31 + view.getUint32(at + 6) * 2 ** -63
  return mantissa * 2 ** exponent
}

function sampleFormat(compression: string, bits: number): SampleFormat | undefined {
  const bytes = Math.ceil(bits / 8)
  const integer = bytes >= 1 && bytes <= 4
  switch (compression) {
    case 'NONE':
    case 'twos':
      return integer ? { kind: 'int', bytes, bigEndian: true } : undefined
    case 'sowt':
      return integer ? { kind: 'int', bytes, bigEndian: false } : undefined
    case 'in24':
      return { kind: 'int', bytes: 3, bigEndian: true }
    case 'in32':
      return { kind: 'int', bytes: 4, bigEndian: true }
    case 'raw ':
      return { kind: 'uint', bytes: 1, bigEndian: true }
    case 'fl32':
    case 'FL32':
      return { kind: 'float', bytes: 4, bigEndian: true }
    case 'fl64':
    case 'FL64':
      return { kind: 'float', bytes: 8, bigEndian: true }
    default:
      return undefined
  }
}

function readCommon(comm: Uint8Array, aifc: boolean): Common {
  if (comm.length < (aifc ? 22 : 18)) {
    throw problem('decode-failed', "The AIFF file's common chunk is cut off.")
  }
  const view = dataView(comm)
  const channels = view.getInt16(0)
  const sampleRate = Math.round(extendedFloat(view, 8))
  checkPcm(channels, sampleRate)
  const compression = aifc ? ascii(comm.subarray(18, 22)) : 'NONE'
  const format = sampleFormat(compression, view.getInt16(6))
  if (!format) {
    throw problem(
      'unrecognised-format',
      'The AIFF file holds compressed sound, which needs ffmpeg: install it and try again.',
    )
  }
  return { format, channels, sampleRate, frames: view.getUint32(2) }
}

function pcmLayout(common: Common, sound: Chunk, read: ReadAt, size: number): PcmLayout {
  const { frames, ...rest } = common
  const head = read(sound.offset, 8)
  const skip = head.length < 4 ? 0 : dataView(head).getUint32(0)
  const offset = sound.offset + 8 + skip
  const stride = common.format.bytes * common.channels
  const stated = frames > 0 ? frames * stride : Math.max(0, sound.size - 8 - skip)
  return {
    ...rest,
    offset,
    length: Math.max(0, Math.min(stated, size - offset)),
    statedFrames: Math.floor(stated / stride),
  }
}

/**
 * Finds the samples of an AIFF or AIFF-C file: integers of 8 to 32 bits (also little-endian
 * `sowt`), floats of 32 or 64. A sound chunk that is cut off ends where the file ends.
 * @throws `decode-failed` when the header is damaged, `unrecognised-format` when the sound is
 * compressed.
 */
export function aiffLayout(read: ReadAt, size: number, from = 0): PcmLayout {
  const aifc = ascii(read(from + 8, 4)) === 'AIFC'
  let common: Common | undefined
  let sound: Chunk | undefined
  for (const chunk of chunks(read, from + 12, true)) {
    if (chunk.id === 'COMM') common = readCommon(read(chunk.offset, Math.min(chunk.size, 64)), aifc)
    else if (chunk.id === 'SSND') sound ??= chunk
    if (common && sound) return pcmLayout(common, sound, read, size)
  }
  throw problem('decode-failed', 'The AIFF file has no sound in it: its header is damaged.')
}
