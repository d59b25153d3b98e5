import type { Depth } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'

/** The queue of tracks to embed lives in the database, so that it survives quitting and crashes. */
export interface QueuedTrack {
  trackId: number
  depth: Depth
  title: string
  /** Attempts already begun and neither finished nor failed in words: a process died under them. */
  deaths: number
}

/** Tracks a user asked for by name come before those queued for the whole library. */
export const priority = { library: 0, asked: 1 } as const

const notAlreadyThere = /* sql */ `
  NOT EXISTS (SELECT 1 FROM sound WHERE sound.track_id = track.id AND sound.model_id = :modelId
              AND (sound.depth = 'full' OR :depth = 'quick'))`

const analysable = /* sql */ `missing = 0 AND ${notAlreadyThere}
  AND NOT EXISTS (SELECT 1 FROM problem WHERE problem.track_id = track.id
                  AND problem.stage IN ('decode', 'sound') AND problem.code <> 'file-missing')`

/** How many tracks `enqueueAll` would find at quick depth. */
export function countUnanalysed(db: Database, modelId: string): number {
  return (
    db
      .prepare<[{ modelId: string; depth: Depth }], number>(
        `SELECT count(*) FROM track WHERE ${analysable}`,
      )
      .pluck()
      .get({ modelId, depth: 'quick' }) ?? 0
  )
}

/**
 * Queues every present track without an embedding of this model at this depth. Problems are left alone, but a file
 * that was missing and is back is none. Answers how many.
 */
export function enqueueAll(db: Database, modelId: string, depth: Depth): number {
  return db
    .prepare<[{ modelId: string; depth: Depth }]>(
      `INSERT INTO sound_queue (track_id, depth, priority)
       SELECT id, :depth, ${priority.library} FROM track WHERE ${analysable}
       ON CONFLICT (track_id) DO UPDATE SET depth = excluded.depth
         WHERE excluded.depth = 'full' AND sound_queue.depth = 'quick'`,
    )
    .run({ modelId, depth }).changes
}

/** Queues the given tracks ahead of the others, those with problems too. Answers how many were queued or moved ahead. */
export function enqueueTracks(
  db: Database,
  modelId: string,
  depth: Depth,
  trackIds: readonly number[],
): number {
  const insert = db.prepare<[{ modelId: string; depth: Depth; trackId: number }]>(
    `INSERT INTO sound_queue (track_id, depth, priority)
     SELECT id, :depth, ${priority.asked} FROM track
     WHERE id = :trackId AND missing = 0 AND ${notAlreadyThere}
     ON CONFLICT (track_id) DO UPDATE SET depth = excluded.depth, priority = excluded.priority`,
  )
  return db.transaction(() =>
    trackIds.reduce(
      (queued, trackId) => queued + insert.run({ modelId, depth, trackId }).changes,
      0,
    ),
  )()
}

/** The next tracks in order, leaving out those in flight. */
export function nextInQueue(
  db: Database,
  inFlight: ReadonlySet<number>,
  count: number,
): QueuedTrack[] {
  return db
    .prepare<[number], QueuedTrack>(
      `SELECT sound_queue.track_id AS trackId, sound_queue.depth, track.title,
              coalesce(attempt.attempts, 0) AS deaths
       FROM sound_queue JOIN track ON track.id = sound_queue.track_id
       LEFT JOIN attempt ON attempt.stage = 'sound' AND attempt.item_id = sound_queue.track_id
       ORDER BY sound_queue.priority DESC, sound_queue.track_id LIMIT ?`,
    )
    .all(inFlight.size + count)
    .filter(({ trackId }) => !inFlight.has(trackId))
    .slice(0, count)
}

export function queueLength(db: Database): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sound_queue').get()?.n ?? 0
}

export function dequeue(db: Database, trackId: number): void {
  db.prepare<[number]>('DELETE FROM sound_queue WHERE track_id = ?').run(trackId)
}

export function emptyQueue(db: Database): void {
  db.prepare<[]>('DELETE FROM sound_queue').run()
}
