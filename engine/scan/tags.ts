import { type IAudioMetadata, type IPicture, parseBlob, selectCover } from 'music-metadata'
import { problem } from '../../contract/problem.ts'
import type { Loudness } from '../../contract/track.ts'
import type { Container } from '../../native/audio/sniff.ts'
import { type Readable, withoutGiantArtwork } from './giant-artwork.ts'
import { type TagField, tagFields } from './tag-fields.ts'
import { cleanComment, cleanLine } from './tag-text.ts'

/** Text is cleaned ({@link cleanLine}); empty when the file does not tell. */
export interface Tags {
  title: string
  artist: string
  albumArtist: string
  album: string
  composer: string
  performers: string
  /** At most 16. */
  genre: string[]
  /** May have several lines. */
  comment: string
  /** 1000 to 2999. */
  year: number | null
  track: number | null
  disc: number | null
  fields: TagField[]
  /** Seconds, as the container states it. */
  duration: number | null
  codec: string
  lossless: boolean | null
  /** Hz. */
  sampleRate: number | null
  channels: number | null
  /** Bits per second. */
  bitrate: number | null
  loudness: Loudness
}

export interface TagsAndPicture {
  tags: Tags
  /** The front cover, else the first picture, as it is in the file; undefined too when not asked for. */
  picture: Uint8Array | undefined
}

const mimeTypes: Record<Container, string> = {
  mp3: 'audio/mpeg',
  aac: 'audio/aacs',
  flac: 'audio/flac',
  mp4: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  wavpack: 'audio/wavpack',
  asf: 'audio/ms-asf',
  ape: 'audio/ape',
  dsf: 'audio/dsf',
  matroska: 'audio/matroska',
}

/** Bytes a tag reader may ask for in all; no tag that is not an attack needs them. */
const readingLimit = 256 << 20
const mostGenres = 16
const mostPeople = 64

/** A part of a file, read when asked. music-metadata reads a Blob by `size`, `type`, `slice` and `arrayBuffer`. */
class FileBlob extends Blob {
  readonly #file: Readable
  readonly #start: number
  readonly #budget: { left: number }
  override readonly size: number

  constructor(file: Readable, type: string, start: number, end: number, budget: { left: number }) {
    super([], { type })
    this.#file = file
    this.#start = start
    this.#budget = budget
    this.size = end - start
  }

  override slice(start = 0, end = this.size): FileBlob {
    const from = this.#start + Math.min(this.size, start)
    const to = Math.max(from, this.#start + Math.min(this.size, end))
    return new FileBlob(this.#file, this.type, from, to, this.#budget)
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    this.#budget.left -= this.size
    if (this.#budget.left < 0) throw new RangeError('the tags are larger than any tag should be')
    const bytes = this.#file.read(this.#start, this.size)
    const { buffer } = bytes
    if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length) return buffer
    return Uint8Array.from(bytes).buffer
  }
}

function line(value: unknown): string {
  return typeof value === 'string' ? cleanLine(value) : ''
}

/** Several people as one line; repetitions are dropped. */
function people(values: readonly unknown[] | undefined): string {
  const names = (values ?? []).slice(0, mostPeople).map(line)
  return cleanLine([...new Set(names)].filter((name) => name).join(', '))
}

/** `several` where one tag after another named one artist each; else the one line there is. */
function artistLine(one: string | undefined, several: readonly string[] | undefined): string {
  if (several && several.length > 1 && several[0] === one) return people(several)
  return line(one) || people(several)
}

function numberWithin(value: unknown, low: number, high: number): number | null {
  return typeof value === 'number' && value >= low && value <= high ? value : null
}

function wholeWithin(value: unknown, low: number, high: number): number | null {
  return Number.isInteger(value) ? numberWithin(value, low, high) : null
}

function yearOf(common: IAudioMetadata['common']): number | null {
  const stated = wholeWithin(common.year, 1000, 2999)
  if (stated !== null) return stated
  const dates = [common.date, common.originaldate, common.releasedate].filter(
    (date) => typeof date === 'string',
  )
  const found = /(?<!\d)[12]\d{3}(?!\d)/.exec(dates.join(' ').slice(0, 200))
  return found ? Number(found[0]) : null
}

/** Values under a key that music-metadata knows no common name for in the format at hand. */
function nativeValues({ native }: IAudioMetadata, key: RegExp): unknown[] {
  return Object.values(native).flatMap((tags) =>
    tags.filter(({ id }) => key.test(id)).map(({ value }) => value),
  )
}

function commentOf(metadata: IAudioMetadata): string {
  const common = metadata.common.comment?.find(({ text }) => text)?.text
  const [native] = nativeValues(metadata, /^TXXX:comment$/i)
  return cleanComment(common ?? (typeof native === 'string' ? native : ''))
}

function codecName({ codec, container, codecProfile }: IAudioMetadata['format']): string {
  const name = codec ?? ''
  if (/layer 3/i.test(name)) return 'MP3'
  if (/^vorbis/i.test(name)) return 'Vorbis'
  if (/^ADTS|AAC/i.test(`${name} ${codecProfile ?? ''}`)) return 'AAC'
  if (container === 'WavPack') return 'WavPack'
  return cleanLine(name || (container ?? ''), 60)
}

/** Between the reference loudness of R128 tags, -23 LUFS, and that of ReplayGain, -18 LUFS. dB. */
const r128Offset = 5

function firstNumber(values: readonly unknown[]): number | undefined {
  const found = values.map((value) => Number.parseFloat(String(value))).find(Number.isFinite)
  return found
}

/**
 * ReplayGain of any spelling; of Opus files what R128 tags say (RFC 7845 §5.2.1: fixed-point with 8 fractional bits).
 */
function loudnessOf(metadata: IAudioMetadata): Loudness {
  const { common } = metadata
  const r128 = (key: RegExp) => {
    const fixed = firstNumber(nativeValues(metadata, key))
    return fixed === undefined ? undefined : fixed / 256 + r128Offset
  }
  const albumPeak = nativeValues(metadata, /^(----:.*:|TXXX:)?replaygain_album_peak$/i)
  const albumGain = nativeValues(metadata, /^(----:.*:|TXXX:)?replaygain_album_gain$/i)
  return {
    trackGain: numberWithin(
      common.replaygain_track_gain?.dB ?? r128(/^R128_TRACK_GAIN$/i),
      -60,
      60,
    ),
    trackPeak: numberWithin(common.replaygain_track_peak?.ratio, 1e-6, 100),
    albumGain: numberWithin(
      common.replaygain_album_gain?.dB ?? firstNumber(albumGain) ?? r128(/^R128_ALBUM_GAIN$/i),
      -60,
      60,
    ),
    albumPeak: numberWithin(
      common.replaygain_album_peak?.ratio ?? firstNumber(albumPeak),
      1e-6,
      100,
    ),
  }
}

function toTags(metadata: IAudioMetadata): Tags {
  const { common, format } = metadata
  const named = nativeValues(metadata, /^(----:.*:|TXXX:)?PERFORMER$/i)
  const performers = [...(common['performer:instrument'] ?? []), ...named]
  const albumArtist = artistLine(common.albumartist, common.albumartists)
  return {
    title: line(common.title),
    artist: artistLine(common.artist, common.artists),
    albumArtist: albumArtist || people(nativeValues(metadata, /^(TXXX:)?album[ _]?artist$/i)),
    album: line(common.album),
    composer: people(common.composer),
    performers: people(performers),
    genre: [...new Set((common.genre ?? []).slice(0, mostGenres).map(line))].filter((g) => g),
    comment: commentOf(metadata),
    year: yearOf(common),
    track: wholeWithin(common.track.no, 1, 99_999),
    disc: wholeWithin(common.disk.no, 1, 9_999),
    fields: tagFields(metadata),
    duration: numberWithin(format.duration, 1e-3, 1e7),
    codec: codecName(format),
    lossless: format.lossless ?? null,
    sampleRate: numberWithin(format.sampleRate, 1, 1e8),
    channels: wholeWithin(format.numberOfChannels, 1, 1024),
    bitrate: numberWithin(format.bitrate, 1, 1e9),
    loudness: loudnessOf(metadata),
  }
}

/** Tags of a file without any. */
export const noTags: Tags = toTags({
  common: {
    track: { no: null, of: null },
    disk: { no: null, of: null },
    movementIndex: { no: null, of: null },
  },
  format: { trackInfo: [], tagTypes: [] },
  native: {},
  quality: { warnings: [] },
})

function picture(pictures: IPicture[] | undefined): Uint8Array | undefined {
  return pictures && selectCover(pictures)?.data
}

/**
 * Reads a file's tags by what it contains, not by its name. Artwork of absurd size is passed over.
 * Problem: tags-unreadable; a parser that does not end is for the caller to stop.
 */
export async function readTags(
  file: Readable,
  container: Container,
  { withPicture = false } = {},
): Promise<TagsAndPicture> {
  const slim = withoutGiantArtwork(file, container)
  const blob = new FileBlob(slim, mimeTypes[container], 0, slim.size, { left: readingLimit })
  try {
    const metadata = await parseBlob(blob, { skipCovers: !withPicture })
    return { tags: toTags(metadata), picture: picture(metadata.common.picture) }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'io-error') throw cause
    const reason = cause instanceof Error ? cleanLine(cause.message, 200) : ''
    throw problem('tags-unreadable', `The tags of this file are damaged (${reason}).`, { cause })
  }
}
