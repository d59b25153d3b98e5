import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { isProblem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { trackPlace } from '../library/track-place.ts'
import { joinPath } from '../scan/file-name.ts'
import { parseByteRange } from './byte-range.ts'
import type { PlaybackFiles } from './playback-files.ts'

/** What browsers play as it is, by the container that was sniffed; the rest is converted. */
const playable: { [container: string]: string } = {
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  aac: 'audio/aac',
  mp4: 'audio/mp4',
  matroska: 'audio/webm',
}
const unplayableCodec = /alac|apple lossless/i

export interface MediaParts {
  db: Database
  playback: PlaybackFiles
  ffmpeg(): string | null
}

/** `/track/<id>/audio` or `/track/<id>/artwork`. */
export function parseMediaPath(
  path: string,
): { trackId: number; what: 'audio' | 'artwork' } | null {
  const match = /^\/track\/([1-9]\d{0,14})\/(audio|artwork)$/.exec(path)
  if (!match) return null
  return { trackId: Number(match[1]), what: match[2] === 'audio' ? 'audio' : 'artwork' }
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}

function artworkResponse(db: Database, trackId: number, request: Request): Response {
  const row = db
    .prepare<[number], { sha256: Buffer; mime: string; bytes: Buffer }>(
      `SELECT artwork.sha256, artwork.mime, artwork.bytes
       FROM track JOIN artwork ON artwork.id = track.artwork_id WHERE track.id = ?`,
    )
    .get(trackId)
  if (!row) return plain(404, 'This track has no artwork.')
  const etag = `"${row.sha256.toString('hex')}"`
  const headers = { ETag: etag, 'Cache-Control': 'private, max-age=3600' }
  if (request.headers.get('If-None-Match') === etag)
    return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(row.bytes), {
    headers: { ...headers, 'Content-Type': row.mime },
  })
}

function ranged(
  request: Request,
  type: string,
  size: number,
  read: (first: number, last: number) => ReadableStream<Uint8Array>,
): Response {
  const headers = { 'Content-Type': type, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' }
  const header = request.headers.get('Range')
  const range = header === null ? null : parseByteRange(header, size)
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${size}` },
    })
  const { first, last } = range ?? { first: 0, last: size - 1 }
  const body = request.method === 'HEAD' ? null : read(first, last)
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(last - first + 1),
      ...(range ? { 'Content-Range': `bytes ${first}-${last}/${size}` } : {}),
    },
  })
}

async function audioResponse(
  parts: MediaParts,
  trackId: number,
  request: Request,
): Promise<Response> {
  const { db, playback } = parts
  const track = db
    .prepare<[number], { identity: Buffer; container: string; codec: string }>(
      'SELECT identity, container, codec FROM track WHERE id = ?',
    )
    .get(trackId)
  const found = trackPlace(db, trackId)
  if (!track || !found) return plain(404, 'The file of this track cannot be found now.')
  const path = joinPath(found.place.folder, Buffer.from(found.place.path))
  const type = playable[track.container]
  const asked = new URL(request.url).searchParams.get('convert') === '1'
  if (asked || !type || unplayableCodec.test(track.codec)) {
    const { size, read } = await playback.open(
      track.identity.toString('hex'),
      found.place,
      parts.ffmpeg(),
    )
    return ranged(request, 'audio/wav', size, read)
  }
  const { size } = await stat(path)
  if (size === 0) return plain(422, 'The file of this track is empty now.')
  return ranged(
    request,
    type,
    size,
    (start, end) =>
      Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>,
  )
}

/** Audio and artwork by track id, never by path; 404 for any other address. Supports single byte ranges. */
export async function mediaResponse(parts: MediaParts, request: Request): Promise<Response> {
  const asked = parseMediaPath(new URL(request.url).pathname)
  if (!asked) return plain(404, 'There is nothing here.')
  try {
    if (asked.what === 'artwork') return artworkResponse(parts.db, asked.trackId, request)
    return await audioResponse(parts, asked.trackId, request)
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (gone) return plain(404, 'The file of this track cannot be found now.')
    if (isProblem(error)) return plain(422, error.message)
    throw error
  }
}
