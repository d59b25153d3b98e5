import type { Depth } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import { listMeans } from '../analysis/embedding-store.ts'
import type { ComparedModel } from '../similar/compared-models.ts'
import { SAMPLE_RATE, windowStarts } from '../sound/windows.ts'
import type { ExportSource } from './export-embeddings.ts'
import type { Cell, Row } from './table.ts'
import { meansTable } from './tables.ts'
import { type TrackFacts, trackFacts, trackPages } from './track-pages.ts'

interface Stored extends TrackFacts {
  depth: Depth
  windows: number
  device: string
  decoder: string
  analysedAt: number
  means: Buffer
}

const select = /* sql */ `
  SELECT ${trackFacts}, depth, windows, device, decoder, analysed_at AS analysedAt, means
  FROM sound JOIN track ON track.id = track_id
  WHERE model_id = ? AND track_id IN (SELECT value FROM json_each(?)) ORDER BY track_id`

/** Seconds at which the windows of a track begin; null where its length does not agree with their number. */
function startsOf({ duration, depth, windows }: Stored): number[] | null {
  const samples = Math.round((duration ?? 0) * SAMPLE_RATE)
  if (samples < SAMPLE_RATE || (depth === 'quick' && windows < 2)) return null
  const starts = windowStarts(samples, depth === 'full' ? null : windows)
  return starts.length === windows ? starts.map((start) => start / SAMPLE_RATE) : null
}

function rowOf(stored: Stored, track: readonly Cell[]): Row {
  const { depth, windows, device, decoder } = stored
  const analysedAt = new Date(stored.analysedAt).toISOString()
  return {
    cells: [...track, depth, windows, startsOf(stored), device, decoder, analysedAt],
    vector: stored.means,
  }
}

/** Track means of a model in the order of the tracks' ids: of all tracks, or of those given. */
export function meansSource(
  db: Database,
  { modelId, layers, hiddenSize }: ComparedModel,
  trackIds: readonly number[] | undefined,
): ExportSource {
  const wanted = trackIds && new Set(trackIds)
  const ids = listMeans(db, modelId).trackIds.filter((id) => !wanted || wanted.has(id))
  const read = db.prepare<[string, string], Stored>(select)
  return {
    content: 'means',
    table: meansTable(layers, hiddenSize),
    total: ids.length,
    pages: () => trackPages(db, ids, (page) => read.all(modelId, page), rowOf),
  }
}
