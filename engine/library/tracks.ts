import { join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import type { TrackDetail, TrackRow } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import type { SoundContext } from './sound-state.ts'
import type { TrackIndex, TrackQuery } from './track-index.ts'
import { trackRows } from './track-rows.ts'

const MOST_IDS = 2_000_000

/** A page of a query's rows, and how many there are in all. */
export function listTracks(
  db: Database,
  index: TrackIndex,
  query: TrackQuery & { offset: number; limit: number },
  sound: SoundContext,
): { total: number; rows: TrackRow[] } {
  const ids = index.query(query, sound)
  const page = ids.subarray(query.offset, query.offset + query.limit)
  return { total: ids.length, rows: trackRows(db, page, sound) }
}

/** Every id of a query in its order, at most two million. */
export function listTrackIds(index: TrackIndex, query: TrackQuery, sound: SoundContext): number[] {
  return Array.from(index.query(query, sound).subarray(0, MOST_IDS))
}

/** Where a track stands in a query's order, counted from 0; null when the query does not find it. */
export function trackPosition(
  index: TrackIndex,
  id: number,
  query: TrackQuery,
  sound: SoundContext,
): number | null {
  const at = index.query(query, sound).indexOf(id)
  return at < 0 ? null : at
}

/** Those of these ids that are of a track, in their order. */
export function knownTracks(db: Database, ids: readonly number[]): number[] {
  const known = db.prepare<[number], 1>('SELECT 1 FROM track WHERE id = ?').pluck()
  return ids.filter((id) => known.get(id) === 1)
}

interface DetailColumns {
  codec: string
  performers: string
  comment: string
  disc_number: number | null
  sample_rate: number | null
  channels: number | null
  bitrate: number | null
}

/** Everything known of one track. Problem: not-found. */
export function getTrack(db: Database, id: number, sound: SoundContext): TrackDetail {
  const [track] = trackRows(db, [id], sound)
  const row = db
    .prepare<[number], DetailColumns>(
      `SELECT codec, performers, comment, disc_number, sample_rate, channels, bitrate
       FROM track WHERE id = ?`,
    )
    .get(id)
  if (!track || !row)
    throw problem('not-found', 'This track is no longer in the library.', { field: 'id' })
  return {
    ...track,
    performers: row.performers,
    comment: row.comment,
    discNumber: row.disc_number,
    codec: row.codec,
    sampleRate: row.sample_rate,
    channels: row.channels,
    bitrate: row.bitrate,
    fields: trackFields(db, id),
    files: trackFiles(db, id),
    analysis: trackAnalysis(db, id, sound.modelId),
  }
}

function trackFields(db: Database, id: number): TrackDetail['fields'] {
  return db
    .prepare<[number], { key: string; value: string }>(
      'SELECT key, value FROM track_field WHERE track_id = ? ORDER BY position',
    )
    .all(id)
}

interface FileColumns {
  id: number
  folder_id: number
  folder: string
  path_text: string
  size: number | null
  modified_at: number | null
  missing_since: number | null
}

function trackFiles(db: Database, id: number): TrackDetail['files'] {
  return db
    .prepare<[number], FileColumns>(
      `SELECT file.id, folder_id, folder.path AS folder, path_text, size, modified_at, missing_since
       FROM file JOIN folder ON folder.id = folder_id WHERE track_id = ?
       ORDER BY missing_since IS NOT NULL, modified_at DESC, file.id`,
    )
    .all(id)
    .map((file) => ({
      id: file.id,
      folderId: file.folder_id,
      path: join(file.folder, file.path_text),
      size: file.size ?? 0,
      modifiedAt: file.modified_at ?? 0,
      missingSince: file.missing_since,
    }))
}

function trackAnalysis(db: Database, id: number, modelId: string | null): TrackDetail['analysis'] {
  const row = db
    .prepare<
      [number, string | null],
      {
        modelId: string
        depth: string
        windows: number
        device: string
        decoder: string
        analysedAt: number
      }
    >(
      `SELECT model_id AS modelId, depth, windows, device, decoder, analysed_at AS analysedAt
       FROM sound WHERE track_id = ? AND model_id = ?`,
    )
    .get(id, modelId)
  return row ? { ...row, depth: row.depth === 'full' ? 'full' : 'quick' } : null
}
