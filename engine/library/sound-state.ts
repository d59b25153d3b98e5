import type { SoundState } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'

/** What the sound column depends on besides the library. */
export interface SoundContext {
  /** The current model; null before there is one. */
  readonly modelId: string | null
  /** Tracks whose sound is being analysed at this moment. */
  readonly running: ReadonlySet<number>
  /** Tracks that are being listened to for their mode. */
  readonly listening: ReadonlySet<number>
}

/** Columns of a statement over `track`; its parameter `$modelId` is the current model, or null. */
export const soundColumns = /* sql */ `
  (SELECT depth FROM sound WHERE sound.track_id = track.id AND sound.model_id = $modelId) AS depth,
  EXISTS (SELECT 1 FROM sound WHERE sound.track_id = track.id) AS embedded,
  EXISTS (SELECT 1 FROM sound_queue WHERE sound_queue.track_id = track.id) AS queued,
  EXISTS (SELECT 1 FROM problem
          WHERE problem.track_id = track.id AND stage IN ('decode', 'sound')) AS failed`

export interface SoundColumns {
  depth: string | null
  embedded: number
  queued: number
  failed: number
}

export function soundState(id: number, row: SoundColumns, context: SoundContext): SoundState {
  if (context.running.has(id)) return 'running'
  if (row.queued) return 'queued'
  if (row.depth === 'quick' || row.depth === 'full') return row.depth
  if (row.failed) return 'problem'
  return row.embedded ? 'earlier' : 'none'
}

/** How far a track is, as it sorts. */
const steps = { none: 0, problem: 1, earlier: 2, waiting: 3, quick: 4, full: 5 } as const

/** Tracks by how far they are: nothing, a problem, an earlier model, waiting, quick, full; the order inside each kept. */
export function orderBySound(
  db: Database,
  ids: Int32Array,
  modelId: string | null,
  descending: boolean,
): Int32Array {
  const step = new Uint8Array(ids.reduce((highest, id) => Math.max(highest, id), 0) + 1)
  const embedded = db.prepare<[], number>('SELECT track_id FROM sound INDEXED BY sound_by_track')
  for (const id of embedded.pluck().iterate()) step[id] = steps.earlier
  const failed = db.prepare<[], number>(
    "SELECT track_id FROM problem WHERE track_id IS NOT NULL AND stage IN ('decode', 'sound')",
  )
  for (const id of failed.pluck().all()) step[id] = steps.problem
  const analysed = db.prepare<[string | null], number>(
    `SELECT track_id * 2 + (depth = 'full') FROM sound INDEXED BY sound_by_track WHERE model_id = ?`,
  )
  for (const coded of analysed.pluck().all(modelId))
    step[Math.floor(coded / 2)] = coded % 2 === 1 ? steps.full : steps.quick
  const queued = db.prepare<[], number>('SELECT track_id FROM sound_queue')
  for (const id of queued.pluck().all()) step[id] = steps.waiting
  const ordered = new Int32Array(ids.length)
  const order = Object.values(steps)
  let filled = 0
  for (const wanted of descending ? order.reverse() : order)
    for (const id of ids) if (step[id] === wanted) ordered[filled++] = id
  return ordered
}
