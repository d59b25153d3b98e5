import type { LikelyMode, ModePicture } from '../../contract/mode.ts'
import { HOP_SECONDS } from './melody-tracker.ts'
import type { ContourPart } from './mode-facts.ts'
import type { KnownMode, ModeModel } from './mode-model.ts'
import type { ModeRow } from './mode-store.ts'
import { degreeNames, nearestNote } from './note-names.ts'
import { BIN_CENTS, BINS, REFERENCE_HZ } from './pitch-class-distribution.ts'
import type { HeardMelody, Likely, ModePrediction } from './predict-modes.ts'
import { fromTonic } from './teaching.ts'
import { hzOf, tonicHz } from './tonic-pitch.ts'

/** What a picture tells of a listening as it is. */
export type HeardRow = Pick<
  ModeRow,
  | 'version'
  | 'analysed_at'
  | 'decoder'
  | 'obstacle'
  | 'faded_out'
  | 'melody_seconds'
  | 'listened_seconds'
  | 'lowest'
  | 'highest'
  | 'given_tonic'
>

/** A melody that was heard, of a track of the library or of any file, and what mode it is told to be in. */
export interface HeardMode {
  row: HeardRow
  contour: readonly ContourPart[]
  melody: HeardMelody
  /** Null with an obstacle. */
  prediction: ModePrediction | null
}

type Analysis = NonNullable<ModePicture['analysis']>

/** Points a second of a contour as it is drawn. */
const CONTOUR_RATE = 20

/** The distribution of a melody from its tonic: 160 bins. */
function alignedDistribution({ melody, prediction }: HeardMode): number[] {
  const tonicBin = Math.round((prediction?.tonic ?? 0) / BIN_CENTS) % BINS
  return [...fromTonic(melody.profile.whole, tonicBin)]
}

/** The melody as it is drawn: fewer points, in cents above the tonic. */
function drawnContour({ row, contour, prediction }: HeardMode): Analysis['contour'] {
  const tonic = 1200 * Math.log2(tonicHz(prediction?.tonic ?? 0, row) / REFERENCE_HZ)
  const every = Math.max(1, Math.round(1 / (CONTOUR_RATE * HOP_SECONDS)))
  return contour.map(({ start, cents }) => ({
    start,
    hop: every * HOP_SECONDS,
    cents: Array.from({ length: Math.ceil(cents.length / every) }, (_, n) => {
      const pitch = cents[n * every] ?? Number.NaN
      return Number.isNaN(pitch) ? null : Math.round(pitch - tonic)
    }),
  }))
}

function modesOf(model: ModeModel, { vocabulary, tag, members }: Likely): KnownMode[] {
  const wanted = members.length > 0 ? members : [tag]
  return Object.values(model.modes)
    .flat()
    .filter((mode) => mode.vocabulary === vocabulary && wanted.includes(mode.term.id))
}

function likelyMode(model: ModeModel, likely: Likely, tonic: number): LikelyMode[] {
  const modes = modesOf(model, likely)
  const [first] = modes
  if (!first) return []
  const offset = Math.round(likely.tonic - tonic)
  return [
    {
      vocabulary: likely.vocabulary,
      tag: likely.tag,
      tradition: likely.tradition,
      probability: likely.probability,
      certain: likely.certain,
      members: [...likely.members],
      template: Array.from(
        { length: BINS },
        (_, k) => modes.reduce((sum, mode) => sum + mode.template.whole[k]!, 0) / modes.length,
      ),
      tonicOffset: ((offset % 1200) + 1200) % 1200,
      taughtBy: modes.reduce((sum, { taughtBy }) => sum + taughtBy, 0),
      degrees: degreeNames(first.term, likely.tradition),
    },
  ]
}

/** All that the pictures of a melody show. */
export function melodyPicture(heard: HeardMode, model: ModeModel): Analysis {
  const { row, prediction } = heard
  const hz = prediction && tonicHz(prediction.tonic, row)
  return {
    version: row.version,
    analysedAt: row.analysed_at,
    decoder: row.decoder,
    obstacle: row.obstacle,
    fadedOut: row.faded_out === 1,
    melodySeconds: row.melody_seconds,
    listenedSeconds: row.listened_seconds,
    tonic:
      prediction && hz !== null
        ? {
            hz,
            ...nearestNote(hz),
            confidence: Math.min(1, prediction.tonicConfidence),
            givenByUser: row.given_tonic !== null,
          }
        : null,
    range:
      row.lowest !== null && row.highest !== null
        ? { lowest: hzOf(row.lowest), highest: hzOf(row.highest) }
        : null,
    distribution: alignedDistribution(heard),
    contour: drawnContour(heard),
    likely: (prediction?.likely ?? []).flatMap((likely) =>
      likelyMode(model, likely, prediction?.tonic ?? 0),
    ),
  }
}
