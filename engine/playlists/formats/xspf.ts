import { XMLParser } from 'fast-xml-parser'
import { problem } from '../../../contract/problem.ts'
import { decodeText } from './decode-text.ts'
import { fromUri, toUri } from './file-uri.ts'
import { refuseTooMany } from './limits.ts'
import { asDuration, type ListedPlaylist, type ListedTrack } from './listed-track.ts'
import { identityAmong, toUrn } from './track-urn.ts'

const escapes: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** What XML 1.0 cannot hold at all becomes U+FFFD. */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"\t\n\r]/g, (character) => escapes[character]!)
  )
}

function element(name: string, text: string | number | null): string[] {
  return text === null || text === '' ? [] : [`      <${name}>${xmlText(String(text))}</${name}>`]
}

/** XSPF version 1 (https://xspf.org/spec): locations are URIs, durations are milliseconds. */
export function writeXspf({ name, tracks }: ListedPlaylist): string {
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
    `  <title>${xmlText(name)}</title>`,
    '  <trackList>',
    ...tracks.flatMap((track) => [
      '    <track>',
      ...element('location', track.location && toUri(track.location)),
      ...element('identifier', track.identity && toUrn(track.identity)),
      ...element('title', track.title),
      ...element('creator', track.artist),
      ...element('album', track.album),
      ...element('duration', track.duration && Math.round(track.duration * 1000)),
      '    </track>',
    ]),
    '  </trackList>',
    '</playlist>',
  ].join('\n')}\n`
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
  maxNestedTags: 32,
  isArray: (name) => name === 'track' || name === 'location' || name === 'identifier',
})

/**
 * Reads XSPF, whatever its namespace prefix. Document types are refused, for entities can be made to grow without end.
 * Problems: `unrecognised-format`; `invalid-input` for too many entries.
 */
export function readXspf(bytes: Uint8Array): ListedPlaylist {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]
  const text = decodeText(bytes, declared)
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw problem(
      'unrecognised-format',
      'This playlist declares a document type, which XSPF does not have and Naghma does not read.',
      { field: 'content' },
    )
  const playlist = field(parse(text), 'playlist')
  if (playlist === undefined)
    throw problem('unrecognised-format', 'This XML file is not an XSPF playlist.', {
      field: 'content',
    })
  const tracks = all(field(field(playlist, 'trackList'), 'track'))
  refuseTooMany(tracks.length)
  return { name: textOf(field(playlist, 'title')), tracks: tracks.map(readTrack) }
}

function parse(text: string): unknown {
  try {
    return parser.parse(text, true)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw problem('unrecognised-format', `This playlist is not well-formed XML: ${reason}`, {
      field: 'content',
      cause: error,
    })
  }
}

function readTrack(track: unknown): ListedTrack {
  const [location] = all(field(track, 'location'))
    .map(textOf)
    .filter((uri) => uri !== '')
  return {
    location: location === undefined ? null : fromUri(location),
    title: textOf(field(track, 'title')),
    artist: textOf(field(track, 'creator')),
    album: textOf(field(track, 'album')),
    duration: asDuration(Number(textOf(field(track, 'duration')) || Number.NaN) / 1000),
    identity: identityAmong(all(field(track, 'identifier')).map(textOf)),
  }
}

function field(node: unknown, name: string): unknown {
  const of = Array.isArray(node) ? node[0] : node
  if (typeof of !== 'object' || of === null || !Object.hasOwn(of, name)) return undefined
  return (of as Record<string, unknown>)[name]
}

function all(node: unknown): unknown[] {
  return Array.isArray(node) ? node : node === undefined ? [] : [node]
}

function textOf(node: unknown): string {
  const of = Array.isArray(node) ? node[0] : node
  if (typeof of === 'string') return of.trim()
  const text = field(of, '#text')
  return typeof text === 'string' ? text.trim() : ''
}
