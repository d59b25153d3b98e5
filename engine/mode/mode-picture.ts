import type { LikelyMode, ModePicture } from '../../contract/mode.ts'
import { problem } from '../../contract/problem.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { tagRows } from '../tags/tag-store.ts'
import { folderTradition, type KnownTradition, knownTradition } from '../tags/track-tradition.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { measuredScale } from './measured-scale.ts'
import { type HeardMode, melodyPicture } from './melody-picture.ts'
import { unpackContour } from './mode-facts.ts'
import type { ModeModel } from './mode-model.ts'
import { melodyRow, modeRow } from './mode-store.ts'
import { heardMelody, predictFor } from './predict-track.ts'

export interface ModeParts {
  db: Database
  vocabularies: Vocabularies
  /** The modes that compete for a track. */
  model(trackId: number): ModeModel
  /** The tradition of the library where nothing nearer tells one. */
  setting(): Tradition | null
}

function trackTradition({ db, setting }: ModeParts, trackId: number): KnownTradition {
  return knownTradition(tagRows(db, trackId), folderTradition(db, trackId), setting())
}

function heard(parts: ModeParts, trackId: number, as: Tradition | null): HeardMode | undefined {
  const row = modeRow(parts.db, trackId)
  const stored = melodyRow(parts.db, trackId)
  if (!row || !stored) return undefined
  const melody = heardMelody(row, stored)
  const prediction = row.obstacle === null ? predictFor(melody, as, parts.model(trackId)) : null
  return { row, contour: unpackContour(stored.contour), melody, prediction }
}

/**
 * What was heard of a track; by the modes of `tradition` where one is given, whatever is known of the track's. The
 * user's word, or what a file names, may differ from what is predicted; pictures show what the melody tells.
 */
export function modePicture(
  parts: ModeParts,
  { trackId, tradition: asked }: { trackId: number; tradition?: Tradition | undefined },
  sound: SoundContext,
): ModePicture {
  const [track] = trackRows(parts.db, [trackId], sound)
  if (!track)
    throw problem('not-found', 'This track is no longer in the library.', { field: 'trackId' })
  const tradition: KnownTradition = asked
    ? { tradition: asked, origin: 'user' }
    : trackTradition(parts, trackId)
  const known = heard(parts, trackId, tradition.tradition)
  return { track, tradition, analysis: known ? melodyPicture(known, parts.model(trackId)) : null }
}

/** A melody's distribution from its tonic, and the degrees of its likeliest mode; undefined without melody. */
export function melodyFromTonic(
  parts: ModeParts,
  trackId: number,
): { distribution: number[]; degrees: LikelyMode['degrees'] } | undefined {
  const known = heard(parts, trackId, trackTradition(parts, trackId).tradition)
  if (!known?.prediction) return undefined
  const { distribution, likely } = melodyPicture(known, parts.model(trackId))
  return { distribution, degrees: likely[0]?.degrees ?? [] }
}

/** The scale that was measured, as a Scala file. Problems: `not-found`, `not-analysed`, `no-melody`. */
export function measuredScaleOf(
  parts: ModeParts,
  trackId: number,
  sound: SoundContext,
): { fileName: string; content: string } {
  const { track, analysis } = modePicture(parts, { trackId }, sound)
  if (!analysis) throw problem('not-analysed', 'Naghma has not listened to this track yet.')
  return measuredScale(track.title, analysis.tonic?.hz ?? null, analysis.distribution)
}

/** Keeps the tonic that the user gives (Hz), or forgets it; the mode is to be predicted anew. Problems: `not-found`, `not-analysed`. */
export function setTonic(db: Database, trackId: number, hz: number | null): void {
  const { changes } = db
    .prepare<[number | null, number]>(
      "UPDATE mode SET given_tonic = ?, predicted_as = '' WHERE track_id = ?",
    )
    .run(hz, trackId)
  if (changes > 0) return
  if (db.prepare<[number], 1>('SELECT 1 FROM track WHERE id = ?').pluck().get(trackId) !== 1)
    throw problem('not-found', 'This track is no longer in the library.', { field: 'trackId' })
  throw problem('not-analysed', 'Naghma has not listened to this track yet.')
}
