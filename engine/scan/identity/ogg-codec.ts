import { ascii, hex, view } from './payload.ts'

/** What identity needs to know of a codec in Ogg. */
export interface OggCodec {
  /** Identification header, without what taggers change in it. */
  parameters: string
  /** Granules a second, and how many at the start are not played. */
  granuleRate: number
  skipped: number
  /** By its first bytes: `setup` counts, `comment` does not, and the first `audio` packet ends the headers. */
  packet(start: Uint8Array, index: number): 'setup' | 'comment' | 'audio'
}

function vorbis(first: Uint8Array): OggCodec {
  return {
    parameters: `vorbis/${hex(first)}`,
    granuleRate: view(first).getUint32(12, true),
    skipped: 0,
    packet: (start) => (start[0] === 5 ? 'setup' : start[0] === 3 ? 'comment' : 'audio'),
  }
}

function opus(first: Uint8Array): OggCodec {
  return {
    parameters: `opus/${hex(first)}`,
    granuleRate: 48_000,
    skipped: view(first).getUint16(10, true),
    packet: (start) => (ascii(start, 0, 8) === 'OpusTags' ? 'comment' : 'audio'),
  }
}

/** Ogg FLAC: the number of header packets (bytes 7 and 8) changes with the tags; STREAMINFO does not. */
function flac(first: Uint8Array): OggCodec {
  const rate = (first[27]! << 12) | (first[28]! << 4) | (first[29]! >> 4)
  return {
    parameters: `flac/${hex(first.subarray(27))}`,
    granuleRate: rate,
    skipped: 0,
    packet: (start) => (start[0] === 0xff ? 'audio' : 'comment'),
  }
}

function speex(first: Uint8Array): OggCodec {
  const headers = 2 + view(first).getUint32(68, true)
  return {
    parameters: `speex/${hex(first)}`,
    granuleRate: view(first).getUint32(36, true),
    skipped: 0,
    packet: (_, index) => (index === 1 ? 'comment' : index < headers ? 'setup' : 'audio'),
  }
}

/** By the first packet of a logical stream; undefined for video, skeletons and unknown codecs. */
export function oggCodec(first: Uint8Array): OggCodec | undefined {
  if (ascii(first, 0, 7) === '\x01vorbis' && first.length >= 30) return vorbis(first)
  if (ascii(first, 0, 8) === 'OpusHead' && first.length >= 19) return opus(first)
  if (ascii(first, 0, 5) === '\x7fFLAC' && first.length >= 51) return flac(first)
  if (ascii(first, 0, 8) === 'Speex   ' && first.length >= 80) return speex(first)
  return undefined
}
