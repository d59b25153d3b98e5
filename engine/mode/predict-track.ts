import type { Tradition } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { GUESS } from '../tags/effective-tags.ts'
import { type Proposal, propose, tagRows } from '../tags/tag-store.ts'
import { folderTradition, knownTradition } from '../tags/track-tradition.ts'
import { HOP_SECONDS } from './melody-tracker.ts'
import { unpackContour, unpackProfile } from './mode-facts.ts'
import type { ModeModel } from './mode-model.ts'
import { shapeOf } from './mode-space.ts'
import { type MelodyRow, type ModeRow, melodyRow, modeRow } from './mode-store.ts'
import { foldedCents } from './pitch-class-distribution.ts'
import {
  type HeardMelody,
  type ModePrediction,
  PREDICTION_VERSION,
  predictModes,
} from './predict-modes.ts'

/** A melody as predicting takes it, from what is stored of it. */
export function heardMelody(
  row: Pick<ModeRow, 'faded_out' | 'given_tonic'>,
  melody: Readonly<Record<keyof MelodyRow, Uint8Array>>,
): HeardMelody {
  const { drone, ...profile } = unpackProfile(melody.profile)
  return {
    profile,
    drone: drone.some((share) => share > 0) ? drone : null,
    parts: unpackContour(melody.contour).map(({ cents }) => cents),
    hop: HOP_SECONDS,
    fadedOut: row.faded_out === 1,
    givenTonic: row.given_tonic === null ? null : foldedCents(row.given_tonic),
  }
}

/** The modes of a melody by its tradition; of music of another tradition only the tonic is told. */
export function predictFor(
  melody: HeardMelody,
  tradition: Tradition | null,
  model: ModeModel,
): ModePrediction {
  if (tradition !== 'other') return predictModes(melody, tradition, model)
  return { ...predictModes(melody, null, model), likely: [] }
}

/**
 * Predicts the mode of a track from what was heard of it, and stores tonic and proposals. A track with an obstacle
 * gets none. `predictedAs` is kept, to tell when it is out of date. Part of the caller's transaction.
 */
export function predictTrack(
  db: Database,
  trackId: number,
  as: { model: ModeModel; setting: Tradition | null; predictedAs: string },
): void {
  const row = modeRow(db, trackId)
  const heard = melodyRow(db, trackId)
  if (!row || !heard) return
  const { tradition } = knownTradition(
    tagRows(db, trackId),
    folderTradition(db, trackId),
    as.setting,
  )
  const melody = row.obstacle === null ? heardMelody(row, heard) : null
  const prediction = melody && predictFor(melody, tradition, as.model)
  const proposals = (prediction?.likely ?? []).map(
    ({ vocabulary, tag, probability, rank }): Proposal => ({
      vocabulary,
      tag,
      probability: probability === null ? null : Math.round(probability * 1000) / 1000,
      rank,
      place: tradition === null ? GUESS : '',
    }),
  )
  propose(db, trackId, 'mode', String(PREDICTION_VERSION), proposals)
  db.prepare<[number | null, number | null, Uint8Array | null, string, number]>(
    `UPDATE mode SET tonic = ?, tonic_confidence = ?, shape = ?, predicted_as = ?
     WHERE track_id = ?`,
  ).run(
    prediction?.tonic ?? null,
    prediction?.tonicConfidence ?? null,
    melody && prediction ? shapeOf(melody.profile.whole, prediction.tonic) : null,
    as.predictedAs,
    trackId,
  )
}
