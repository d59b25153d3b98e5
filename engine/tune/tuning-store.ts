import { type TuneResult, tuneResult } from '../../contract/tune.ts'
import type { Database } from '../../native/sqlite.ts'

/** What the last tuning of a model found; undefined when there was none, or it is of another version. */
export function readTuning(db: Database, modelId: string): TuneResult | undefined {
  const text = db
    .prepare<[string], string>('SELECT result FROM tuning WHERE model_id = ?')
    .pluck()
    .get(modelId)
  return text === undefined ? undefined : tuneResult.safeParse(JSON.parse(text)).data
}

export function saveTuning(db: Database, result: TuneResult): void {
  db.prepare<[string, string]>(
    `INSERT INTO tuning (model_id, result) VALUES (?, ?)
     ON CONFLICT (model_id) DO UPDATE SET result = excluded.result`,
  ).run(result.modelId, JSON.stringify(result))
}

export interface SampleTrack {
  trackId: number
  title: string
}

/** Tracks to tune on: present, readable, of 30 s to 15 min, spread evenly over the library; at most `count`. */
export function tuningSample(db: Database, count: number): SampleTrack[] {
  const all = db
    .prepare<[], SampleTrack>(
      `SELECT id AS trackId, title FROM track
       WHERE missing = 0 AND duration BETWEEN 30 AND 900
       AND NOT EXISTS (SELECT 1 FROM problem WHERE problem.track_id = track.id
                       AND problem.stage IN ('decode', 'sound'))
       ORDER BY id`,
    )
    .all()
  if (all.length <= count) return all
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!)
}
