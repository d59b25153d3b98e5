import { type Database, oncePerDatabase } from '../../native/sqlite.ts'

/** A window whose vectors the library keeps. */
export interface KeptWindow {
  /** Counted from 0 over all windows of the track. */
  number: number
  /** Seconds. */
  start: number
  end: number
  device: string
  decoder: string
  /** [layers, hiddenSize] in float16. */
  vector: Uint8Array
}

interface TrackOfModel {
  trackId: number
  modelId: string
}

const statements = oncePerDatabase((db) => ({
  held: db.prepare<[string, number], { layers: string; windows: number }>(
    `SELECT layers, count(*) AS windows FROM kept_window
     WHERE model_id = ? AND track_id = ? GROUP BY layers`,
  ),
  some: db
    .prepare<[string], string>('SELECT layers FROM kept_window WHERE model_id = ? LIMIT 1')
    .pluck(),
  after: db.prepare<[string, number, number, number], KeptWindow>(
    `SELECT number, start_at AS start, end_at AS end, device, decoder, vector FROM kept_window
     WHERE model_id = ? AND track_id = ? AND number > ? ORDER BY number LIMIT ?`,
  ),
  drop: db.prepare<[string, number]>('DELETE FROM kept_window WHERE model_id = ? AND track_id = ?'),
  keep: db.prepare<[string, number, number, number, number, string, string, string, Uint8Array]>(
    `INSERT INTO kept_window
       (model_id, track_id, number, start_at, end_at, layers, device, decoder, vector)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
}))

/** The layers of what is kept of a track, and of how many windows; undefined where nothing is. */
export function keptOf(
  db: Database,
  { trackId, modelId }: TrackOfModel,
): { layers: number[]; windows: number } | undefined {
  const held = statements(db).held.get(modelId, trackId)
  return held && { layers: held.layers.split(',').map(Number), windows: held.windows }
}

/** The layers of windows that are kept by a model; undefined where none are. */
export function someKeptLayers(db: Database, modelId: string): number[] | undefined {
  return statements(db).some.get(modelId)?.split(',').map(Number)
}

/** Keeps the windows of a track in place of what was kept of it. Part of the caller's transaction. */
export function keepWindows(
  db: Database,
  { trackId, modelId }: TrackOfModel,
  layers: readonly number[],
  windows: readonly KeptWindow[],
): void {
  statements(db).drop.run(modelId, trackId)
  for (const { number, start, end, device, decoder, vector } of windows)
    statements(db).keep.run(
      ...([modelId, trackId, number, start, end] as const),
      ...([layers.join(), device, decoder, vector] as const),
    )
}

/** What is kept of a track in the order of time, `page` windows at a time. */
export function* keptPages(
  db: Database,
  { trackId, modelId }: TrackOfModel,
  page: number,
): Generator<KeptWindow[]> {
  for (let after = -1; ; ) {
    const some = statements(db).after.all(modelId, trackId, after, page)
    const last = some.at(-1)
    if (!last) return
    yield some
    after = last.number
  }
}
