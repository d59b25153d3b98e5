import type { IAudioMetadata } from 'music-metadata'
import { cleanLine } from './tag-text.ts'

/** A field without a column of its own: MAKAM, RAGA, TALA, USUL, FORM… */
export interface TagField {
  key: string
  value: string
}

const mostFields = 100
const longestKey = 100
const longestValue = 2000

/** Keys with a column of their own, or of use to programs only; compared in upper case without separators. */
const notFields = new Set(
  `TITLE ARTIST ARTISTS ALBUM ALBUMARTIST ALBUMARTISTS COMPOSER PERFORMER GENRE DATE YEAR COMMENT
   DESCRIPTION TRACK TRACKNUMBER TRACKTOTAL TOTALTRACKS DISC DISCNUMBER DISCTOTAL TOTALDISCS ENCODER
   ENCODEDBY ENCODERSETTINGS ENCODING LYRICS UNSYNCEDLYRICS COVERART COVERARTFRONT COVERARTMIME
   METADATABLOCKPICTURE CUESHEET FINGERPRINT ISRC BARCODE ASIN CATALOGNUMBER COMPATIBLEBRANDS
   MAJORBRAND MINORVERSION ISVBR GAPLESS`.split(/\s+/),
)
const notFieldPrefixes =
  /^(REPLAYGAIN|R128|MUSICBRAINZ|ACOUSTID|ITUN|MP3GAIN|WAVEFORMATEXTENSIBLE|DISCOGS|WMFSDK|WM\/(?!MOOD))/

function comparable(key: string): string {
  return key.toUpperCase().replace(/[\s_-]/g, '')
}

/** The user's key of a native tag, or undefined where the format has no free keys or this is not one. */
function customKey(tagType: string, id: string): string | undefined {
  if (tagType.startsWith('ID3v2')) return id.startsWith('TXXX:') ? id.slice(5) : undefined
  if (tagType === 'iTunes')
    return id.startsWith('----:') ? id.split(':').slice(2).join(':') : undefined
  if (['vorbis', 'APEv2', 'asf'].includes(tagType)) return id
  return undefined
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** Fields that formats spell in their own ways, by one name. */
function commonFields(common: IAudioMetadata['common']): [string, unknown][] {
  return [
    ['GROUPING', common.grouping],
    ['SUBTITLE', common.subtitle],
    ['WORK', common.work],
    ['MOVEMENT', common.movement],
    ['KEY', common.key],
    ['BPM', common.bpm],
    ['MOOD', common.mood],
    ['LANGUAGE', common.language],
    ['LYRICIST', common.lyricist],
    ['ARRANGER', common.arranger],
    ['CONDUCTOR', common.conductor],
    ['LABEL', common.label],
  ]
}

/**
 * Custom fields of all tags in the file, in their order, without repetitions: at most 100 of at most
 * 2,000 characters each. Keys are kept as written (Vorbis comments come in upper case).
 */
export function tagFields({ common, native }: IAudioMetadata): TagField[] {
  const fields: TagField[] = []
  const seen = new Set<string>()
  const add = (key: string, value: unknown) => {
    const text = cleanLine(asText(value) ?? '', longestValue)
    const name = cleanLine(key, longestKey)
    const signature = `${comparable(name)}=${text}`
    if (!name || !text || seen.has(signature) || fields.length >= mostFields) return
    seen.add(signature)
    fields.push({ key: name, value: text })
  }
  for (const [key, value] of commonFields(common)) {
    for (const one of Array.isArray(value) ? value.slice(0, mostFields) : [value]) add(key, one)
  }
  for (const [tagType, tags] of Object.entries(native)) {
    for (const { id, value } of tags) {
      const key = customKey(tagType, id)
      if (!key || notFields.has(comparable(key)) || notFieldPrefixes.test(comparable(key))) continue
      add(key, value)
    }
  }
  return fields
}
