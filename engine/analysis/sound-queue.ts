import type { Depth } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import { openQueue, priority, type QueuedTrack, type TrackQueue } from './queue.ts'

export interface QueuedSound extends QueuedTrack {
  depth: Depth
}

/** The queue of tracks to embed. */
export function soundQueue(db: Database): TrackQueue<QueuedSound> {
  return openQueue(db, 'sound', ['depth'])
}

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
