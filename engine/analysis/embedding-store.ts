import type { Depth } from '../../contract/track.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { Embedding } from '../processes/media-calls.ts'
import type { MeansList } from '../similar/messages.ts'
import type { Encoder } from '../sound/convert.ts'

/** Remembers a model, so that rows can name it and the next start knows the last one used. */
export function rememberModel(db: Database, encoder: Encoder, path: string): void {
  db.prepare<[string, string, number, number, number, string, number]>(
    `INSERT INTO model (id, name, layers, hidden_size, random_weights, path, used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET path = excluded.path, used_at = excluded.used_at`,
  ).run(
    encoder.modelId,
    encoder.name,
    encoder.layers,
    encoder.hiddenSize,
    encoder.randomWeights ? 1 : 0,
    path,
    Date.now(),
  )
}

/** A model of which only embeddings are here: its checkpoint never was. Nothing is changed of one that is known. */
export function rememberForeignModel(
  db: Database,
  model: Omit<Encoder, 'file' | 'warnings'>,
): void {
  db.prepare<[string, string, number, number, number]>(
    `INSERT OR IGNORE INTO model (id, name, layers, hidden_size, random_weights, path, used_at)
     VALUES (?, ?, ?, ?, ?, '', 0)`,
  ).run(model.modelId, model.name, model.layers, model.hiddenSize, model.randomWeights ? 1 : 0)
}

/** The model that was used last, and the path of its checkpoint; undefined before there was one. */
export function lastModel(db: Database): { modelId: string; path: string } | undefined {
  return db
    .prepare<[], { modelId: string; path: string }>(
      "SELECT id AS modelId, path FROM model WHERE path <> '' ORDER BY used_at DESC LIMIT 1",
    )
    .get()
}

/**
 * Stores an embedding, replacing a quick one by a full one only now that the new one is there; never one by another of
 * fewer windows. A track that left the library meanwhile is passed over. Part of the caller's transaction.
 */
export function storeEmbedding(
  db: Database,
  row: { trackId: number; modelId: string; device: string; embedding: Embedding },
): void {
  const { embedding } = row
  db.prepare<[string, Depth, number, string, string, number, Uint8Array, number]>(
    `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
     SELECT id, ?, ?, ?, ?, ?, ?, ? FROM track WHERE id = ?
     ON CONFLICT (model_id, track_id) DO UPDATE SET
       depth = excluded.depth, windows = excluded.windows, device = excluded.device,
       decoder = excluded.decoder, analysed_at = excluded.analysed_at, means = excluded.means
     WHERE excluded.depth = 'full' OR (sound.depth = 'quick' AND excluded.windows >= sound.windows)`,
  ).run(
    row.modelId,
    embedding.depth,
    embedding.windows,
    row.device,
    embedding.decoder,
    Date.now(),
    embedding.means,
    row.trackId,
  )
  db.prepare<[number, number, number]>(
    'UPDATE track SET duration = ?, damaged = ? WHERE id = ?',
  ).run(embedding.duration, embedding.damaged ? 1 : 0, row.trackId)
}

/** An embedding that another library made. */
export interface ForeignEmbedding
  extends Pick<Embedding, 'means' | 'windows' | 'depth' | 'decoder'> {
  device: string
  analysedAt: number
}

const insertForeign = oncePerDatabase((db) =>
  db.prepare<[number, string, Depth, number, string, string, number, Uint8Array]>(
    `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (model_id, track_id) DO UPDATE SET
       depth = excluded.depth, windows = excluded.windows, device = excluded.device,
       decoder = excluded.decoder, means = excluded.means,
       analysed_at = max(excluded.analysed_at, sound.analysed_at + 1)
     WHERE sound.depth = 'quick' AND (excluded.depth = 'full' OR excluded.windows > sound.windows)`,
  ),
)

/**
 * Stores an embedding that was made elsewhere, unless the track has one of as many windows; answers whether it did. Part
 * of the caller's transaction.
 */
export function storeForeignEmbedding(
  db: Database,
  trackId: number,
  modelId: string,
  { depth, windows, device, decoder, analysedAt, means }: ForeignEmbedding,
): boolean {
  const { changes } = insertForeign(db).run(
    trackId,
    modelId,
    depth,
    windows,
    device,
    decoder,
    analysedAt,
    means,
  )
  return changes > 0
}

export function countEmbeddings(db: Database, modelId: string): number {
  return (
    db
      .prepare<[string], { n: number }>('SELECT count(*) AS n FROM sound WHERE model_id = ?')
      .get(modelId)?.n ?? 0
  )
}

/** Which tracks have an embedding of a model, and when each was made. */
export function listMeans(db: Database, modelId: string): MeansList {
  const count = countEmbeddings(db, modelId)
  const trackIds = new Uint32Array(count)
  const versions = new Float64Array(count)
  const rows = db
    .prepare<[string], [number, number]>(
      'SELECT track_id, analysed_at FROM sound WHERE model_id = ? ORDER BY track_id',
    )
    .raw()
  // One row at a time: an array of a hundred thousand rows would stay in the process as empty heap.
  let n = 0
  for (const [trackId, analysedAt] of rows.iterate(modelId)) {
    trackIds[n] = trackId
    versions[n] = analysedAt
    n++
  }
  return { trackIds, versions }
}

/** The means of these tracks; tracks without an embedding are left out. */
export function readMeans(
  db: Database,
  modelId: string,
  trackIds: readonly number[],
): { trackId: number; version: number; means: Uint8Array }[] {
  const select = db.prepare<[string, number], { version: number; means: Buffer }>(
    'SELECT analysed_at AS version, means FROM sound WHERE model_id = ? AND track_id = ?',
  )
  return trackIds.flatMap((trackId) => {
    const row = select.get(modelId, trackId)
    return row ? [{ trackId, ...row }] : []
  })
}
