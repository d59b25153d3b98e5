import type { Obstacle } from '../../contract/obstacle.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { ModeFacts } from './mode-facts.ts'
import { LISTENING_VERSION } from './mode-queue.ts'

/** A row of the table `mode`. */
export interface ModeRow {
  track_id: number
  version: number
  decoder: string
  analysed_at: number
  obstacle: Obstacle | null
  faded_out: number
  melody_seconds: number
  listened_seconds: number
  lowest: number | null
  highest: number | null
  given_tonic: number | null
  predicted_as: string
  tonic: number | null
  tonic_confidence: number | null
  shape: Buffer | null
}

/** A row of the table `melody`; see mode-facts.ts for what is packed. */
export interface MelodyRow {
  profile: Buffer
  contour: Buffer
}

/**
 * Stores what listening to a track left; a tonic that the user gave is kept, and the mode is to be predicted anew.
 * A track that left the library meanwhile is passed over. Part of the caller's transaction.
 */
export function storeModeFacts(db: Database, trackId: number, facts: ModeFacts): void {
  const { changes } = db
    .prepare<[{ [column: string]: string | number | null }]>(
      `INSERT INTO mode (track_id, version, decoder, analysed_at, obstacle, faded_out,
                         melody_seconds, listened_seconds, lowest, highest)
       SELECT id, $version, $decoder, $at, $obstacle, $fadedOut, $melodySeconds,
              $listenedSeconds, $lowest, $highest FROM track WHERE id = $trackId
       ON CONFLICT (track_id) DO UPDATE SET
         version = excluded.version, decoder = excluded.decoder,
         analysed_at = excluded.analysed_at, obstacle = excluded.obstacle,
         faded_out = excluded.faded_out, melody_seconds = excluded.melody_seconds,
         listened_seconds = excluded.listened_seconds, lowest = excluded.lowest,
         highest = excluded.highest, predicted_as = ''`,
    )
    .run({
      trackId,
      version: LISTENING_VERSION,
      decoder: facts.decoder,
      at: Date.now(),
      obstacle: facts.obstacle,
      fadedOut: facts.fadedOut ? 1 : 0,
      melodySeconds: facts.melodySeconds,
      listenedSeconds: facts.listenedSeconds,
      lowest: facts.lowest,
      highest: facts.highest,
    })
  if (changes === 0) return
  storeMelody(db).run(trackId, facts.profile, facts.contour)
  db.prepare<[number, number, number]>(
    'UPDATE track SET duration = ?, damaged = ? WHERE id = ?',
  ).run(facts.duration, facts.damaged ? 1 : 0, trackId)
}

/** What was heard of a track; undefined before it was listened to. */
export function modeRow(db: Database, trackId: number): ModeRow | undefined {
  return db.prepare<[number], ModeRow>('SELECT * FROM mode WHERE track_id = ?').get(trackId)
}

/** The melody that was heard of a track; undefined before it was listened to. */
export function melodyRow(db: Database, trackId: number): MelodyRow | undefined {
  return db
    .prepare<[number], MelodyRow>('SELECT profile, contour FROM melody WHERE track_id = ?')
    .get(trackId)
}

/** What another library heard of a track. */
export interface ForeignMelody extends Omit<ModeFacts, 'duration' | 'damaged'> {
  version: number
  analysedAt: number
  /** Hz. */
  givenTonic: number | null
}

/**
 * Stores what was heard of a melody elsewhere, unless the track was listened to by as new a version here; answers whether
 * it did. A tonic that the user gave here is kept, and the mode is to be predicted. Part of the caller's transaction.
 */
export function storeForeignMelody(db: Database, trackId: number, melody: ForeignMelody): boolean {
  const { changes } = insertForeign(db).run({
    trackId,
    version: melody.version,
    decoder: melody.decoder,
    at: melody.analysedAt,
    obstacle: melody.obstacle,
    fadedOut: melody.fadedOut ? 1 : 0,
    melodySeconds: melody.melodySeconds,
    listenedSeconds: melody.listenedSeconds,
    lowest: melody.lowest,
    highest: melody.highest,
    givenTonic: melody.givenTonic,
  })
  if (changes === 0) return false
  storeMelody(db).run(trackId, melody.profile, melody.contour)
  return true
}

const insertForeign = oncePerDatabase((db) =>
  db.prepare<[{ [column: string]: string | number | null }]>(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, obstacle, faded_out,
                       melody_seconds, listened_seconds, lowest, highest, given_tonic)
     VALUES ($trackId, $version, $decoder, $at, $obstacle, $fadedOut,
             $melodySeconds, $listenedSeconds, $lowest, $highest, $givenTonic)
     ON CONFLICT (track_id) DO UPDATE SET
       version = excluded.version, decoder = excluded.decoder,
       analysed_at = excluded.analysed_at, obstacle = excluded.obstacle,
       faded_out = excluded.faded_out, melody_seconds = excluded.melody_seconds,
       listened_seconds = excluded.listened_seconds, lowest = excluded.lowest,
       highest = excluded.highest, predicted_as = '',
       given_tonic = coalesce(mode.given_tonic, excluded.given_tonic)
     WHERE excluded.version > mode.version`,
  ),
)

const storeMelody = oncePerDatabase((db) =>
  db.prepare<[number, Uint8Array, Uint8Array]>(
    'INSERT OR REPLACE INTO melody (track_id, profile, contour) VALUES (?, ?, ?)',
  ),
)

export function countHeard(db: Database): number {
  return db.prepare<[], number>('SELECT count(*) FROM mode').pluck().get() ?? 0
}
