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
  /** The next tracks in order, those attended to first, leaving out those in flight. */
  next(inFlight: ReadonlySet<number>, count: number): Track[]
  /** Has these tracks come first, in this order, as far as they are queued. */
  attend(trackIds: readonly number[]): void
  remove(trackId: number): void
  empty(): void
}

/** Tracks a user asked for by name come before those queued for the whole library; then the newest first. */
export const priority = { library: 0, asked: 1 } as const

/** The queue of one kind of analysis; `columns` of its table are part of each track. */
export function openQueue<Track extends QueuedTrack>(
  db: Database,
  kind: AnalysisKind,
  columns: readonly (keyof Track & string)[] = [],
): TrackQueue<Track> {
  const table = `${kind}_queue`
  const length = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck()
  const queued = /* sql */ `
    SELECT ${[...columns, ''].join(', ')} ${table}.track_id AS trackId, track.title,
           coalesce(attempt.attempts, 0) AS deaths
    FROM ${table} JOIN track ON track.id = ${table}.track_id
    LEFT JOIN attempt ON attempt.stage = '${kind}' AND attempt.item_id = ${table}.track_id`
  const next = db.prepare<[number], Track>(
    `${queued} ORDER BY ${table}.priority DESC, ${table}.track_id DESC LIMIT ?`,
  )
  const one = db.prepare<[number], Track>(`${queued} WHERE ${table}.track_id = ?`)
  let attended: readonly number[] = []

  function nextAttended(inFlight: ReadonlySet<number>, count: number): Track[] {
    const found: Track[] = []
    for (const trackId of attended) {
      if (found.length === count) break
      const track = inFlight.has(trackId) ? undefined : one.get(trackId)
      if (track) found.push(track)
    }
    return found
  }

  const remove = db.prepare<[number]>(`DELETE FROM ${table} WHERE track_id = ?`)
  const empty = db.prepare<[]>(`DELETE FROM ${table}`)
  return {
    length: () => length.get() ?? 0,
    next: (inFlight, count) => {
      const first = nextAttended(inFlight, count)
      const taken = new Set([...inFlight, ...first.map(({ trackId }) => trackId)])
      const others = next.all(inFlight.size + count).filter(({ trackId }) => !taken.has(trackId))
      return [...first, ...others].slice(0, count)
    },
    attend: (trackIds) => {
      attended = trackIds
    },
    remove: (trackId) => void remove.run(trackId),
    empty: () => void empty.run(),
  }
}
