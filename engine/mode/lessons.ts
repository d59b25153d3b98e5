import { modeVocabularies } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { unpackProfile } from './mode-facts.ts'
import type { BaseTemplates } from './mode-model.ts'
import { modeScores, prepareTemplate } from './mode-scores.ts'
import { BIN_CENTS, BINS, foldedCents, normalised } from './pitch-class-distribution.ts'
import { fromTonic, type Lesson } from './teaching.ts'

/** The latest confirmed tracks of a mode that are averaged: more would change next to nothing. */
const MOST_TRACKS = 200

interface ConfirmedRow {
  trackId: number
  vocabulary: string
  tag: string
  profile: Buffer
  given_tonic: number | null
}

/**
 * What the user's confirmed tracks teach: for each mode with a template the means of their distributions, from the
 * tonic that the user gave or the one at which the mode's own template fits best; by `vocabulary/id`. A track must not
 * teach what is told of itself: `without` is left out, though what it alone taught stays a mode that competes.
 */
export function readLessons(
  db: Database,
  base: BaseTemplates,
  without?: number,
): Map<string, Lesson> {
  const rows = db
    .prepare<[string], ConfirmedRow>(
      `SELECT tag.track_id AS trackId, vocabulary, tag, profile, given_tonic
       FROM tag JOIN mode ON mode.track_id = tag.track_id
                JOIN melody ON melody.track_id = tag.track_id
       WHERE source = 'user' AND state = 'confirmed' AND obstacle IS NULL
         AND vocabulary IN (SELECT value FROM json_each(?))
       ORDER BY tag.at DESC`,
    )
    .iterate(JSON.stringify(modeVocabularies))
  const sums = new Map<string, Lesson>()
  for (const { trackId, vocabulary, tag, profile: packed, given_tonic } of rows) {
    const key = `${vocabulary}/${tag}`
    const template = base.templates.get(key)
    const sum = sums.get(key) ?? {
      tracks: 0,
      whole: new Float32Array(BINS),
      begin: new Float32Array(BINS),
      end: new Float32Array(BINS),
    }
    if (!template || sum.tracks === MOST_TRACKS) continue
    sums.set(key, sum)
    if (trackId === without) continue
    const profile = unpackProfile(packed)
    const [scores] = modeScores(profile, null, [prepareTemplate(template)], {
      begin: 0.5,
      end: 0.5,
      tail: 0.03,
      drone: 0,
    })
    const bin =
      given_tonic === null
        ? scores!.indexOf(Math.max(...scores!))
        : Math.round(foldedCents(given_tonic) / BIN_CENTS) % BINS
    for (const view of ['whole', 'begin', 'end'] as const)
      for (const [k, share] of fromTonic(profile[view], bin).entries()) sum[view][k]! += share
    sums.set(key, { ...sum, tracks: sum.tracks + 1 })
  }
  return new Map(
    [...sums].map(([key, { tracks, whole, begin, end }]) => [
      key,
      { tracks, whole: normalised(whole), begin: normalised(begin), end: normalised(end) },
    ]),
  )
}
