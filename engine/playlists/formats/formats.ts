import type { PlaylistFormat } from '../../../contract/playlist.ts'
import { problem } from '../../../contract/problem.ts'
import { readCsv, writeCsv } from './csv.ts'
import { readJspf, writeJspf } from './jspf.ts'
import { MOST_BYTES } from './limits.ts'
import type { ListedPlaylist } from './listed-track.ts'
import { readM3u, writeM3u } from './m3u.ts'
import { readPls, writePls } from './pls.ts'
import { readXspf, writeXspf } from './xspf.ts'

interface Format {
  mime: string
  /** How files of it end; the first is what is written. */
  extensions: readonly string[]
  /** One entry is some lines: what has no location, or one with a line break, cannot be written. */
  ofLines: boolean
  /** How such a file begins, white space and a byte order mark apart. */
  begins: RegExp
  write(playlist: ListedPlaylist): string
  read(bytes: Uint8Array): ListedPlaylist
}

export const formats: Readonly<Record<PlaylistFormat, Format>> = {
  m3u8: {
    mime: 'audio/x-mpegurl',
    extensions: ['m3u8', 'm3u'],
    ofLines: true,
    begins: /^#EXT/i,
    write: writeM3u,
    read: readM3u,
  },
  xspf: {
    mime: 'application/xspf+xml',
    extensions: ['xspf', 'xml'],
    ofLines: false,
    begins: /^</,
    write: writeXspf,
    read: readXspf,
  },
  pls: {
    mime: 'audio/x-scpls',
    extensions: ['pls'],
    ofLines: true,
    begins: /^\[playlist\]/i,
    write: writePls,
    read: readPls,
  },
  jspf: {
    mime: 'application/jspf+json',
    extensions: ['jspf', 'json'],
    ofLines: false,
    begins: /^\{/,
    write: writeJspf,
    read: readJspf,
  },
  csv: {
    mime: 'text/csv',
    extensions: ['csv', 'tsv'],
    ofLines: false,
    begins: /^"?(path|title|artist|file|track)[ \w]*"?[,;\t]/i,
    write: writeCsv,
    read: readCsv,
  },
}

/** What a playlist file lists: by the ending of its name, else by how it begins. Problems: `unrecognised-format`, `invalid-input`. */
export function readPlaylistFile(fileName: string, bytes: Uint8Array): ListedPlaylist {
  if (bytes.length > MOST_BYTES)
    throw problem('invalid-input', 'Playlist files larger than 64 MB are not read.', {
      field: 'content',
    })
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart()
  const all = Object.values(formats)
  const format =
    all.find(({ extensions }) => extensions.includes(ending)) ??
    all.find(({ begins }) => begins.test(start))
  if (!format)
    throw problem(
      'unrecognised-format',
      `“${fileName}” is not a playlist that Naghma knows: M3U, M3U8, XSPF, PLS, JSPF or CSV.`,
      { field: 'fileName' },
    )
  const read = format.read(bytes)
  return { ...read, name: read.name || fileName.replace(/\.[a-z0-9]+$/i, '') }
}
