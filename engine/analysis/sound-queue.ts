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

/** Which embedding a track should have. */
export interface WantedSound {
  modelId: string
  depth: Depth
  /** Windows of quick depth. */
  quickWindows: number
}

const deepEnough = /* sql */ `sound.model_id = :modelId
  AND (sound.depth = 'full' OR (:depth = 'quick' AND sound.windows >= :quickWindows))`

const embedded = /* sql */ `sound INDEXED BY sound_by_model`

const notAlreadyThere = /* sql */ `
  NOT EXISTS (SELECT 1 FROM ${embedded} WHERE sound.track_id = track.id AND ${deepEnough})`

const failed = /* sql */ `problem.stage IN ('decode', 'sound') AND problem.code <> 'file-missing'`

const analysable = /* sql */ `missing = 0 AND ${notAlreadyThere}
  AND NOT EXISTS (SELECT 1 FROM problem WHERE problem.track_id = track.id AND ${failed})`

/**
 * How many tracks `enqueueAll` would find. All, less those that are missing, have their embedding or failed: of each of
 * these there is an index, and each is counted from the smaller side.
 */
export function countUnanalysed(db: Database, wanted: WantedSound): number {
  return (
    db
      .prepare<[WantedSound], number>(
        `SELECT (SELECT count(*) FROM track)
           - (SELECT count(*) FROM track WHERE missing = 1)
           - (SELECT count(*) FROM ${embedded} WHERE ${deepEnough})
           + (SELECT count(*) FROM track CROSS JOIN ${embedded} ON sound.track_id = track.id
              WHERE missing = 1 AND ${deepEnough})
           - (SELECT count(DISTINCT track.id) FROM problem CROSS JOIN track ON track.id = problem.track_id
              WHERE missing = 0 AND ${failed} AND ${notAlreadyThere})`,
      )
      .pluck()
      .get(wanted) ?? 0
  )
}

/** Tracks that lack an embedding of a model, and their length in seconds; null where it is not known. */
export function lengthsToAnalyse(db: Database, wanted: WantedSound): (number | null)[] {
  return db
    .prepare<[WantedSound], number | null>(`SELECT duration FROM track WHERE ${analysable}`)
    .pluck()
    .all(wanted)
}

/** Lengths in seconds of the tracks that wait for a depth; null where not known. */
export function queuedLengths(db: Database, depth: Depth): (number | null)[] {
  return db
    .prepare<[Depth], number | null>(
      `SELECT track.duration FROM sound_queue JOIN track ON track.id = sound_queue.track_id
       WHERE sound_queue.depth = ?`,
    )
    .pluck()
    .all(depth)
}

/**
 * Queues every present track without an embedding of this model at this depth. Problems are left alone, but a file
 * that was missing and is back is none. Answers how many.
 */
export function enqueueAll(db: Database, wanted: WantedSound): number {
  return db
    .prepare<[WantedSound]>(
      `INSERT INTO sound_queue (track_id, depth, priority)
       SELECT id, :depth, ${priority.library} FROM track WHERE ${analysable}
       ON CONFLICT (track_id) DO UPDATE SET depth = excluded.depth
         WHERE excluded.depth = 'full' AND sound_queue.depth = 'quick'`,
    )
    .run(wanted).changes
}

/** Queues the given tracks ahead of the others, those with problems too. Answers how many were queued or moved ahead. */
export function enqueueTracks(
  db: Database,
  wanted: WantedSound,
  trackIds: readonly number[],
): number {
  const insert = db.prepare<[WantedSound & { trackId: number }]>(
    `INSERT INTO sound_queue (track_id, depth, priority)
     SELECT id, :depth, ${priority.asked} FROM track
     WHERE id = :trackId AND missing = 0 AND ${notAlreadyThere}
     ON CONFLICT (track_id) DO UPDATE SET depth = excluded.depth, priority = excluded.priority`,
  )
  return db.transaction(() =>
    trackIds.reduce((queued, trackId) => queued + insert.run({ ...wanted, trackId }).changes, 0),
  )()
}
