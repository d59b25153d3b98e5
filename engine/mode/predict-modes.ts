import type { ModalTradition } from '../../contract/vocabulary.ts'
import { certainAnswer, type Shares } from './families.ts'
import { melodyTransitions } from './melody-transitions.ts'
import type { KnownMode, ModeModel } from './mode-model.ts'
import { modeScores, type ScoreWeights } from './mode-scores.ts'
import { BIN_CENTS, BINS, type PitchProfile } from './pitch-class-distribution.ts'
import { melodySteps, stepScore } from './svara-steps.ts'
import { addTransitionScores } from './transition-scores.ts'

/** Rises whenever the same melody would be told otherwise. */
export const PREDICTION_VERSION = 2

/** What is known of a melody when its mode is asked for. */
export interface HeardMelody {
  profile: PitchProfile
  /** Folded salience of all that sounds (160 bins); null where only the pitch is known. */
  drone: Float32Array | null
  /** Cents above 55 Hz per frame of `hop` seconds, NaN where none sounds. */
  parts: readonly Float32Array[]
  hop: number
  /** The ending says less of the tonic. */
  fadedOut: boolean
  /** Folded cents above 55 Hz; null when it must be found. */
  givenTonic: number | null
}

/** A mode the melody may be in. */
export interface Likely {
  vocabulary: KnownMode['vocabulary']
  tag: string
  tradition: ModalTradition
  /** Calibrated for makams; null for others, which are only in order. */
  probability: number | null
  /** 1 is the likeliest of its tradition. */
  rank: number
  /** Makams that share the probability, for a family. */
  members: readonly string[]
  certain: boolean
  /** Where this mode's own best tonic is, folded cents above 55 Hz. */
  tonic: number
}

export interface ModePrediction {
  /** Folded cents above 55 Hz. */
  tonic: number
  /** Share of the posterior within a quarter tone of it; 1 when it was given. */
  tonicConfidence: number
  /** By tradition, the likeliest first; at most three of each. */
  likely: Likely[]
}

/**
 * p = 0.95 softmax(score / T) + 0.05 / n: fitted by cross-validated likelihood on development recordings that our own
 * tracker heard, see docs/decisions/011-makam-practice.md. The rest is for what no score tells: modulations, labels that
 * are disputed.
 */
const TEMPERATURE = 0.016
const UNTOLD = 0.05
/** A single makam, or a family, is told as a tag from here on. */
export const CERTAIN = 0.6
/** What is less probable is not worth showing. */
const LEAST_PROBABILITY = 0.02
const MOST_LIKELY = 3
/** Ragas whose steps are compared after their distributions. */
const SECOND_STAGE = 12
/** Of the transitions, beside 1 for the whole distribution; cross-validated, see docs/decisions/011-makam-practice.md. */
const TRANSITION_WEIGHT = 0.5
const STEP_WEIGHT = 0.1
const NEAR_TONIC = 50

const weights: Readonly<Record<ModalTradition, ScoreWeights>> = {
  turkish: { begin: 0.5, end: 0.5, tail: 0.03, drone: 0 },
  greek: { begin: 0, end: 0, tail: 0.03, drone: 0 },
  hindustani: { begin: 0, end: 0, tail: 0, drone: 0.2 },
  carnatic: { begin: 0, end: 0, tail: 0, drone: 0.2 },
}
/** A faded ending keeps this share of its say on the tonic. */
const FADED = 0.5

/** A mode's best score and the bin of its tonic there. */
interface Candidate {
  mode: KnownMode
  score: number
  bin: number
}

/** Scores of all modes of a tradition at all tonics: [modes][160]. Higher is better. */
function scoresOf(
  melody: HeardMelody,
  tradition: ModalTradition,
  modes: readonly KnownMode[],
): Float64Array[] {
  const { tail, ...others } = weights[tradition]
  const templates = modes.map(({ prepared }) => prepared)
  const scores = modeScores(melody.profile, melody.drone, templates, {
    ...others,
    tail: melody.fadedOut ? tail * FADED : tail,
  })
  const transitions = templates.map((template) => template.transitions)
  if (transitions.some((known) => known))
    addTransitionScores(
      melodyTransitions(melody.parts, melody.hop),
      transitions,
      TRANSITION_WEIGHT,
      scores,
    )
  return scores
}

function bestBin(scores: Float64Array, givenTonic: number | null): number {
  if (givenTonic !== null) return Math.round(givenTonic / BIN_CENTS) % BINS
  let best = 0
  for (let s = 1; s < BINS; s++) if (scores[s]! > scores[best]!) best = s
  return best
}

/** The modes of a tradition by how well they fit, best first. `scores` are those of {@link scoresOf}. */
function rankModes(
  melody: HeardMelody,
  modes: readonly KnownMode[],
  scores: readonly Float64Array[],
): Candidate[] {
  const ranked = scores
    .map((row, n) => {
      const bin = bestBin(row, melody.givenTonic)
      return { mode: modes[n]!, bin, score: row[bin]! }
    })
    .sort((a, b) => b.score - a.score)
  return withSteps(melody, ranked)
}

/** Second stage for modes that know their ways up and down: which steps the melody takes. */
function withSteps(melody: HeardMelody, ranked: Candidate[]): Candidate[] {
  const first = ranked.slice(0, SECOND_STAGE)
  if (!first.some(({ mode }) => mode.steps)) return ranked
  const byBin = new Map<number, Float64Array>()
  const stepsAt = (bin: number) => {
    const known = byBin.get(bin) ?? melodySteps(melody.parts, melody.hop, bin * BIN_CENTS)
    byBin.set(bin, known)
    return known
  }
  const second = first.map((candidate) => {
    const { steps } = candidate.mode
    if (!steps) return candidate
    return {
      ...candidate,
      score: candidate.score + STEP_WEIGHT * stepScore(stepsAt(candidate.bin), steps),
    }
  })
  return [...second.sort((a, b) => b.score - a.score), ...ranked.slice(SECOND_STAGE)]
}

/** Probabilities of candidates that are in falling order of their scores; they sum to 1. */
function posteriorOf(candidates: readonly Candidate[]): number[] {
  const best = candidates[0]?.score ?? 0
  const odds = candidates.map(({ score }) => Math.exp((score - best) / TEMPERATURE))
  const sum = odds.reduce((total, value) => total + value, 0)
  return odds.map((value) => ((1 - UNTOLD) * value) / sum + UNTOLD / odds.length)
}

/** A makam among all of them, for evaluation. */
export interface RankedMode {
  id: string
  probability: number
  /** Folded cents above 55 Hz. */
  tonic: number
}

/** All makams by how well they fit, best first, with their probabilities. */
export function rankMakams(melody: HeardMelody, model: ModeModel): RankedMode[] {
  const modes = model.modes.turkish
  const ranked = rankModes(melody, modes, scoresOf(melody, 'turkish', modes))
  const probabilities = posteriorOf(ranked)
  return ranked.map(({ mode, bin }, n) => ({
    id: mode.term.id,
    probability: probabilities[n]!,
    tonic: bin * BIN_CENTS,
  }))
}

function likelyMakams(candidates: readonly Candidate[], model: ModeModel): Likely[] {
  const probabilities = posteriorOf(candidates)
  const shares: Shares[] = candidates.map(({ mode }, n) => ({
    id: mode.term.id,
    probability: probabilities[n]!,
  }))
  const sure = certainAnswer(shares, model.families, CERTAIN)
  const singles = candidates.slice(0, MOST_LIKELY).flatMap(({ mode, bin }, n) => {
    const probability = probabilities[n]!
    if (n > 0 && probability < LEAST_PROBABILITY) return []
    return [
      {
        vocabulary: mode.vocabulary,
        tag: mode.term.id,
        tradition: mode.tradition,
        probability,
        rank: n + 1,
        members: [],
        certain: sure?.id === mode.term.id,
        tonic: bin * BIN_CENTS,
      } satisfies Likely,
    ]
  })
  const [first] = candidates
  if (!first || !sure || sure.members.length === 0) return singles
  const leading = candidates.find(({ mode }) => sure.members.includes(mode.term.id)) ?? first
  const family = {
    vocabulary: leading.mode.vocabulary,
    tag: sure.id,
    tradition: leading.mode.tradition,
    probability: sure.probability,
    rank: 1,
    members: sure.members,
    certain: true,
    tonic: leading.bin * BIN_CENTS,
  } satisfies Likely
  return [family, ...singles.slice(0, MOST_LIKELY - 1)]
}

/** Without data to calibrate them by, ragas and dromoi are only put in order; the first is shown as likely. */
function likelyInOrder(candidates: readonly Candidate[]): Likely[] {
  return candidates.slice(0, MOST_LIKELY).map(({ mode, bin }, n) => ({
    vocabulary: mode.vocabulary,
    tag: mode.term.id,
    tradition: mode.tradition,
    probability: null,
    rank: n + 1,
    members: [],
    certain: n === 0,
    tonic: bin * BIN_CENTS,
  }))
}

/** Where the tonic is by all modes together: share of the posterior near `tonic`. */
function tonicShare(scores: readonly Float64Array[], tonic: number): number {
  let best = Number.NEGATIVE_INFINITY
  for (const row of scores) for (const score of row) if (score > best) best = score
  let near = 0
  let all = 0
  const within = Math.floor(NEAR_TONIC / BIN_CENTS)
  const at = Math.round(tonic / BIN_CENTS)
  for (const row of scores)
    for (let s = 0; s < BINS; s++) {
      const odds = Math.exp((row[s]! - best) / TEMPERATURE)
      const apart = Math.abs(((s - at + BINS + BINS / 2) % BINS) - BINS / 2)
      all += odds
      if (apart <= within) near += odds
    }
  return near / all
}

/**
 * What mode a melody is in, by the modes of one tradition; of all when `tradition` is null: then the best of each is
 * told, none of them certain, since tonal scores cannot tell traditions apart.
 */
export function predictModes(
  melody: HeardMelody,
  tradition: ModalTradition | null,
  model: ModeModel,
): ModePrediction {
  if (tradition === null) return predictUnknown(melody, model)
  const modes = model.modes[tradition]
  const scores = scoresOf(melody, tradition, modes)
  const ranked = rankModes(melody, modes, scores)
  const likely = tradition === 'turkish' ? likelyMakams(ranked, model) : likelyInOrder(ranked)
  const tonic = (ranked[0]?.bin ?? 0) * BIN_CENTS
  return {
    tonic: melody.givenTonic ?? tonic,
    tonicConfidence: melody.givenTonic === null ? tonicShare(scores, tonic) : 1,
    likely,
  }
}

function predictUnknown(melody: HeardMelody, model: ModeModel): ModePrediction {
  const traditions = ['turkish', 'hindustani', 'carnatic', 'greek'] as const
  const each = traditions.map((tradition) => predictModes(melody, tradition, model))
  const [turkish] = each
  return {
    // Openings, endings and the last notes speak for a tonic in any tradition.
    tonic: turkish?.tonic ?? 0,
    tonicConfidence: turkish?.tonicConfidence ?? 0,
    likely: each.flatMap(({ likely }) =>
      likely.slice(0, 1).map((one) => ({ ...one, certain: false })),
    ),
  }
}
