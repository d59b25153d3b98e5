import type { Database } from '../../native/sqlite.ts'
import { openQueue, priority, type QueuedTrack, type TrackQueue } from '../analysis/queue.ts'

/** Rises whenever listening would hear a track otherwise; tracks heard by an older one are queued again. */
export const LISTENING_VERSION = 1

/** The queue of tracks to listen to. */
export function modeQueue(db: Database): TrackQueue<QueuedTrack> {
  return openQueue(db, 'mode')
}

const notHeard = /* sql */ `NOT EXISTS (SELECT 1 FROM mode WHERE mode.track_id = track.id
                                      AND mode.version >= ${LISTENING_VERSION})`

const unheard = /* sql */ `missing = 0 AND ${notHeard}`

const failed = /* sql */ `problem.stage IN ('decode', 'mode') AND problem.code <> 'file-missing'`

const listenable = /* sql */ `${unheard}
  AND NOT EXISTS (SELECT 1 FROM problem WHERE problem.track_id = track.id AND ${failed})`

/** How many tracks `enqueueUnheard` would find: all, less those that are missing, were heard or failed. */
export function countUnheard(db: Database): number {
  return (
    db
      .prepare<[], number>(
        `SELECT (SELECT count(*) FROM track)
           - (SELECT count(*) FROM track WHERE missing = 1)
           - (SELECT count(*) FROM mode WHERE version >= ${LISTENING_VERSION})
           + (SELECT count(*) FROM track CROSS JOIN mode ON mode.track_id = track.id
              WHERE missing = 1 AND mode.version >= ${LISTENING_VERSION})
           - (SELECT count(DISTINCT track.id) FROM problem CROSS JOIN track ON track.id = problem.track_id
              WHERE ${unheard} AND ${failed})`,
      )
      .pluck()
      .get() ?? 0
  )
}

/** Queues every present track that was not listened to; problems are left alone. Answers how many. */
export function enqueueUnheard(db: Database): number {
  return db
    .prepare<[]>(
      `INSERT OR IGNORE INTO mode_queue (track_id, priority)
       SELECT id, ${priority.library} FROM track WHERE ${listenable}`,
    )
    .run().changes
}

/** Queues the given tracks ahead of the others, those with problems too. Answers how many were queued or moved ahead. */
export function enqueueToHear(db: Database, trackIds: readonly number[]): number {
  const insert = db.prepare<[{ trackId: number }]>(
    `INSERT INTO mode_queue (track_id, priority)
     SELECT id, ${priority.asked} FROM track WHERE id = :trackId AND ${unheard}
     ON CONFLICT (track_id) DO UPDATE SET priority = excluded.priority`,
  )
  return db.transaction(() =>
    trackIds.reduce((queued, trackId) => queued + insert.run({ trackId }).changes, 0),
  )()
}
