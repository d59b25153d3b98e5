import { problem } from '../../contract/problem.ts'
import { type Chunk, chunks, dataView } from './chunks.ts'
import { checkPcm, type PcmLayout } from './pcm-layout.ts'
import type { SampleFormat } from './pcm-samples.ts'
import type { ReadAt } from './sniff.ts'

const openSize = 0xffff_ffff
const extensible = 0xfffe

interface WavFormat {
  format: SampleFormat
  channels: number
  sampleRate: number
}

function sampleFormat(tag: number, bits: number, bytes: number): SampleFormat | undefined {
  if (tag === 3 && (bits === 32 || bits === 64)) {
    return { kind: 'float', bytes: bits / 8, bigEndian: false }
  }
  if (tag !== 1 || bytes < 1 || bytes > 4) return undefined
  return { kind: bytes === 1 ? 'uint' : 'int', bytes, bigEndian: false }
}

function readFormat(fmt: Uint8Array): WavFormat {
  if (fmt.length < 16) throw problem('decode-failed', "The WAV file's format chunk is cut off.")
  const view = dataView(fmt)
  const stated = view.getUint16(0, true)
  const tag = stated === extensible && fmt.length >= 26 ? view.getUint16(24, true) : stated
  const channels = view.getUint16(2, true)
  const sampleRate = view.getUint32(4, true)
  const blockAlign = view.getUint16(12, true)
  const bits = view.getUint16(14, true)
  checkPcm(channels, sampleRate)
  // A sample of 20 bits may lie in three bytes or in four: the block size tells.
  const stride = blockAlign / channels
  const bytes = Number.isInteger(stride) && stride * 8 >= bits ? stride : Math.ceil(bits / 8)
  const format = sampleFormat(tag, bits, bytes)
  if (!format) {
    throw problem(
      'unrecognised-format',
      `The WAV file holds compressed sound (type ${tag}), which needs ffmpeg: install it and try again.`,
    )
  }
  return { format, channels, sampleRate }
}

/** 64-bit size of the data chunk, from the `ds64` chunk of an RF64 or BW64 file. */
function longDataSize(ds64: Uint8Array): number {
  return ds64.length < 16 ? openSize : Number(dataView(ds64).getBigUint64(8, true))
}

function pcmLayout(found: WavFormat, data: Chunk, size: number, long: number): PcmLayout {
  const stated = data.size === openSize ? long : data.size
  const present = Math.max(0, size - data.offset)
  // Writers to a pipe leave the size at 0 or at its largest: what is there is the sound.
  const open = stated === 0 || stated === openSize
  const stride = found.format.bytes * found.channels
  return {
    ...found,
    offset: data.offset,
    length: open ? present : Math.min(stated, present),
    statedFrames: open ? undefined : Math.floor(stated / stride),
  }
}

/**
 * Finds the samples of a WAV file (RIFF, RF64 or BW64; integers of 8 to 32 bits, floats of 32 or
 * 64, also as WAVE_EXTENSIBLE). `size` is that of the file, Infinity for a pipe. A data chunk that
 * is cut off, or whose size a streaming writer left open, ends where the file ends.
 * @throws `decode-failed` when the header is damaged, `unrecognised-format` when the sound is
 * compressed.
 */
export function wavLayout(read: ReadAt, size: number, from = 0): PcmLayout {
  let found: WavFormat | undefined
  let data: Chunk | undefined
  let long = openSize
  for (const chunk of chunks(read, from + 12, false)) {
    if (chunk.id === 'ds64') long = longDataSize(read(chunk.offset, 16))
    else if (chunk.id === 'fmt ') found = readFormat(read(chunk.offset, Math.min(chunk.size, 40)))
    else if (chunk.id === 'data') data ??= chunk
    if (found && data) return pcmLayout(found, data, size, long)
  }
  throw problem('decode-failed', 'The WAV file has no sound in it: its header is damaged.')
}
