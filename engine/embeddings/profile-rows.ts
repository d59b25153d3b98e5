import type { Database } from '../../native/sqlite.ts'
import { profileViews, unpackProfile } from '../mode/mode-facts.ts'
import type { MelodyRow, ModeRow } from '../mode/mode-store.ts'
import { tonicHz } from '../mode/tonic-pitch.ts'
import type { ExportSource } from './export-embeddings.ts'
import type { Cell, Row } from './table.ts'
import { profilesTable } from './tables.ts'
import { type TrackFacts, trackFacts, trackPages } from './track-pages.ts'

type Stored = TrackFacts & Omit<ModeRow, 'track_id' | 'predicted_as' | 'shape'> & MelodyRow

const select = /* sql */ `
  SELECT ${trackFacts}, version, decoder, analysed_at, obstacle, faded_out, melody_seconds, listened_seconds, lowest,
         highest, given_tonic, tonic, tonic_confidence, profile, contour
  FROM mode JOIN melody USING (track_id) JOIN track ON track.id = track_id
  WHERE track_id IN (SELECT value FROM json_each(?)) ORDER BY track_id`

const heard = /* sql */ `SELECT track_id FROM mode JOIN melody USING (track_id) ORDER BY track_id`

/** The distributions of {@link profileViews} one after the other, float32. */
function vectorOf(packed: Uint8Array): Uint8Array {
  const profile = unpackProfile(packed)
  return Buffer.concat(
    profileViews.map((view) => {
      const { buffer, byteOffset, byteLength } = profile[view]
      return new Uint8Array(buffer, byteOffset, byteLength)
    }),
  )
}

function rowOf(stored: Stored, track: readonly Cell[]): Row {
  const { tonic } = stored
  return {
    cells: [
      ...track,
      tonic,
      tonic === null ? null : tonicHz(tonic, stored),
      stored.tonic_confidence,
      stored.given_tonic,
      stored.obstacle,
      stored.faded_out,
      stored.lowest,
      stored.highest,
      stored.melody_seconds,
      stored.listened_seconds,
      stored.contour,
      stored.version,
      stored.decoder,
      new Date(stored.analysed_at).toISOString(),
    ],
    vector: vectorOf(stored.profile),
  }
}

/** What was heard of melodies in the order of the tracks' ids: of all tracks, or of those given. */
export function profilesSource(
  db: Database,
  trackIds: readonly number[] | undefined,
): ExportSource {
  const wanted = trackIds && new Set(trackIds)
  const ids = db
    .prepare<[], number>(heard)
    .pluck()
    .all()
    .filter((id) => !wanted || wanted.has(id))
  const read = db.prepare<[string], Stored>(select)
  return {
    content: 'profiles',
    table: profilesTable,
    total: ids.length,
    pages: () => trackPages(db, ids, (page) => read.all(page), rowOf),
  }
}
