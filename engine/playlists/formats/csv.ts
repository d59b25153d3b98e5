import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { problem } from '../../../contract/problem.ts'
import { decodeText } from './decode-text.ts'
import { refuseTooMany } from './limits.ts'
import { asDuration, asEntry, asIdentity, type ListedPlaylist } from './listed-track.ts'

const columns = ['path', 'title', 'artist', 'album', 'duration', 'identity'] as const
type ColumnName = (typeof columns)[number]

/** How other programs call the columns. */
const names: { [name: string]: ColumnName } = {
  path: 'path',
  location: 'path',
  file: 'path',
  filename: 'path',
  'file name': 'path',
  filepath: 'path',
  'file path': 'path',
  title: 'title',
  name: 'title',
  track: 'title',
  'track name': 'title',
  song: 'title',
  artist: 'artist',
  'artist name': 'artist',
  'artist name(s)': 'artist',
  creator: 'artist',
  album: 'album',
  'album name': 'album',
  duration: 'duration',
  length: 'duration',
  time: 'duration',
  seconds: 'duration',
  identity: 'identity',
}

/**
 * Spreadsheets take cells that begin so for formulas, which may do harm (OWASP, "CSV injection"): such cells get an
 * apostrophe, and so do those that have one already, that reading can take it away again.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/

function guarded(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell
}

function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
}

/** RFC 4180 with a header, in UTF-8 with the mark that Excel knows it by; durations are seconds. */
export function writeCsv({ tracks }: ListedPlaylist): string {
  const rows = tracks.map((track) => [
    guarded(asPathCell(track.location ?? '')),
    guarded(track.title),
    guarded(track.artist),
    guarded(track.album),
    track.duration === null ? '' : String(Number(track.duration.toFixed(3))),
    track.identity ?? '',
  ])
  return stringify([[...columns], ...rows], {
    bom: true,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
  })
}

/** A relative path that begins like a formula stays a path when it is told from the folder itself. */
function asPathCell(path: string): string {
  return formula.test(path) && !/^[\t\r\n]/.test(path) ? `./${path}` : asEntry(path)
}

/** Problems: `unrecognised-format` without a known header; `invalid-input` for too many rows. */
export function readCsv(bytes: Uint8Array): ListedPlaylist {
  const rows = parseRows(decodeText(bytes))
  const header = rows.shift()?.map((name) => names[name.trim().toLowerCase()]) ?? []
  if (!header.includes('path') && !header.includes('title'))
    throw problem(
      'unrecognised-format',
      'The first line of this CSV file names neither a column “path” nor a column “title”.',
      { field: 'content' },
    )
  refuseTooMany(rows.length)
  return {
    name: '',
    tracks: rows.map((row) => {
      const cell = (name: ColumnName) => unguarded(row[header.indexOf(name)] ?? '')
      return {
        location: cell('path') || null,
        title: cell('title'),
        artist: cell('artist'),
        album: cell('album'),
        duration: readDuration(cell('duration')),
        identity: asIdentity(cell('identity')),
      }
    }),
  }
}

function parseRows(text: string): string[][] {
  const firstLine = text.slice(0, 10_000).split(/[\r\n]/)[0] ?? ''
  const uses = (delimiter: string) => firstLine.split(delimiter).length
  const delimiter = [',', ';', '\t'].reduce((best, one) => (uses(one) > uses(best) ? one : best))
  try {
    return parse(text, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw problem('unrecognised-format', `This CSV file cannot be read: ${reason}`, {
      field: 'content',
      cause: error,
    })
  }
}

/** Seconds, or "3:45" and "1:02:03". */
function readDuration(cell: string): number | null {
  if (!/^\d+(:\d{1,2}){0,2}([.,]\d+)?$/.test(cell.trim())) return null
  const parts = cell.trim().replace(',', '.').split(':').map(Number)
  return asDuration(parts.reduce((seconds, part) => seconds * 60 + part, 0))
}
