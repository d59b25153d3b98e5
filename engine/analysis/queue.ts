import type { AnalysisKind } from '../../contract/analysis.ts'
import type { Database } from '../../native/sqlite.ts'

export interface QueuedTrack {
  trackId: number
  title: string
  /** Attempts already begun and neither finished nor failed in words: a process died under them. */
  deaths: number
}

/** A queue of tracks lives in the database, so that it survives quitting and crashes. */
export interface TrackQueue<Track extends QueuedTrack> {
  length(): number
  /** The next tracks in order, leaving out those in flight. */
  next(inFlight: ReadonlySet<number>, count: number): Track[]
  remove(trackId: number): void
  empty(): void
}

/** Tracks a user asked for by name come before those queued for the whole library. */
export const priority = { library: 0, asked: 1 } as const

/** The queue of one kind of analysis; `columns` of its table are part of each track. */
export function openQueue<Track extends QueuedTrack>(
  db: Database,
  kind: AnalysisKind,
  columns: readonly (keyof Track & string)[] = [],
): TrackQueue<Track> {
  const table = `${kind}_queue`
  const length = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck()
  const next = db.prepare<[number], Track>(
    `SELECT ${[...columns, ''].join(', ')} ${table}.track_id AS trackId, track.title,
            coalesce(attempt.attempts, 0) AS deaths
     FROM ${table} JOIN track ON track.id = ${table}.track_id
     LEFT JOIN attempt ON attempt.stage = '${kind}' AND attempt.item_id = ${table}.track_id
     ORDER BY ${table}.priority DESC, ${table}.track_id LIMIT ?`,
  )
  const remove = db.prepare<[number]>(`DELETE FROM ${table} WHERE track_id = ?`)
  const empty = db.prepare<[]>(`DELETE FROM ${table}`)
  return {
    length: () => length.get() ?? 0,
    next: (inFlight, count) =>
      next
        .all(inFlight.size + count)
        .filter(({ trackId }) => !inFlight.has(trackId))
        .slice(0, count),
    remove: (trackId) => void remove.run(trackId),
    empty: () => void empty.run(),
  }
}
