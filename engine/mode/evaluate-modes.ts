import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { problem } from '../../contract/problem.ts'
import { fold } from '../library/fold.ts'
import type { KnownMode, ModeModel } from './mode-model.ts'
import {
  circularDistance,
  foldedCents,
  openingAndClosing,
  pitchProfile,
} from './pitch-class-distribution.ts'
import { type HeardMelody, type RankedMode, rankMakams } from './predict-modes.ts'

const index = z.object({
  recordings: z
    .array(
      z.object({
        makam: z.string(),
        tonic_hz: z.number().positive(),
        /** In samples of the pitch file. */
        offset: z.int().min(0),
        frames: z.int().positive(),
      }),
    )
    .min(1),
})

/** The pitch of a recording whose makam and tonic are known. */
export interface LabelledPitch {
  /** Id of the makam's term. */
  makam: string
  tonicHz: number
  /** Cents above 55 Hz per frame, NaN where no melody sounds. */
  cents: Float32Array
}

/** Seconds between the frames of a pitch file. */
export const PITCH_HOP = 1024 / 44_100
const UNVOICED = -32_768
/** The app listens to so much of the beginning and of the end. Seconds. */
const ENDS = 60

/**
 * Reads a dataset of pitch tracks: a JSON index, and beside it a file of the same name ending in `.i16.gz` (cents
 * above 55 Hz as little-endian int16, -32768 where unvoiced, a frame each 1024 / 44100 s). Problems: `not-found`,
 * `invalid-input`.
 */
export function readPitchDataset(indexFile: string, model: ModeModel): LabelledPitch[] {
  const pitchFile = join(
    dirname(indexFile),
    indexFile.replace(/^.*[/\\]/, '').replace(/\.json$/, '.i16.gz'),
  )
  const { recordings } = parseIndex(indexFile)
  const bytes = contentOf(pitchFile, gunzipSync)
  const samples = new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1)
  const ids = new Map(
    model.modes.turkish.flatMap(({ term }) =>
      [term.name, term.id, ...term.aliases].map((name) => [fold(name), term.id] as const),
    ),
  )
  return recordings.map(({ makam, tonic_hz, offset, frames }) => {
    const id = ids.get(fold(makam))
    if (id === undefined)
      throw problem('invalid-input', `No makam of the vocabulary is called “${makam}”.`)
    if (offset + frames > samples.length)
      throw problem('invalid-input', `The pitch file ends before the index says: ${pitchFile}.`)
    return {
      makam: id,
      tonicHz: tonic_hz,
      cents: Float32Array.from(samples.subarray(offset, offset + frames), (value) =>
        value === UNVOICED ? Number.NaN : value,
      ),
    }
  })
}

/** What a file of the dataset holds. Problems: `not-found`, `invalid-input`. */
function contentOf<T>(path: string, decode: (bytes: Buffer) => T): T {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw problem('not-found', `The dataset file cannot be read: ${path}.`, { cause })
  }
  try {
    return decode(bytes)
  } catch (cause) {
    throw problem('invalid-input', `The dataset file is damaged: ${path}.`, { cause })
  }
}

function parseIndex(path: string): z.infer<typeof index> {
  const parsed = index.safeParse(contentOf(path, (bytes) => JSON.parse(bytes.toString('utf8'))))
  if (parsed.success) return parsed.data
  throw problem(
    'invalid-input',
    `This is no index of pitch tracks: ${path} (${z.prettifyError(parsed.error)}).`,
  )
}

/** Shares of recordings, 0..1. */
export interface Accuracy {
  recordings: number
  top1: number
  top3: number
  /** Mean F1 over the makams that occur. */
  macroF1: number
  /** Tonic within 50 cents of the truth. */
  tonic: number
}

/** Of the answers whose probability is at least `from`: how many there are, and how many are right. */
export interface CalibrationRow {
  from: number
  coverage: number
  precision: number
  /** Mean probability of those answers; near `precision` when calibrated. */
  confidence: number
}

export interface ModeEvaluation {
  /** The first and last 60 s, as the app listens; and all of each recording. */
  ends: { unknownTonic: Accuracy; knownTonic: Accuracy }
  whole: { unknownTonic: Accuracy; knownTonic: Accuracy }
  /** By the app's policy, tonic unknown. */
  calibration: CalibrationRow[]
  /** Most frequent wrong answers, by the app's policy, tonic unknown. */
  confusions: { makam: string; answer: string; recordings: number }[]
  /** By the app's policy, tonic unknown. */
  perMakam: { makam: string; recordings: number; recall: number; precision: number }[]
}

interface Answer {
  truth: string
  ranked: RankedMode[]
  tonicRight: boolean
}

function answerOf(
  { makam, tonicHz, cents }: LabelledPitch,
  parts: readonly Float32Array[],
  model: ModeModel,
  known: boolean,
): Answer {
  const tonic = foldedCents(tonicHz)
  const melody: HeardMelody = {
    profile: pitchProfile(parts, PITCH_HOP),
    drone: null,
    parts,
    hop: PITCH_HOP,
    fadedOut: false,
    givenTonic: known ? tonic : null,
  }
  const ranked = rankMakams(melody, model)
  const found = ranked[0]?.tonic ?? Number.NaN
  return {
    truth: makam,
    ranked,
    tonicRight: cents.length > 0 && circularDistance(found, tonic) <= 50,
  }
}

const first = ({ ranked }: Answer) => ranked[0]?.id
const share = (answers: readonly Answer[], right: (answer: Answer) => boolean) =>
  answers.filter(right).length / answers.length

function perMakam(answers: readonly Answer[]): ModeEvaluation['perMakam'] {
  const truths = [...new Set(answers.map(({ truth }) => truth))].sort()
  return truths.map((makam) => {
    const of = answers.filter(({ truth }) => truth === makam)
    const said = answers.filter((answer) => first(answer) === makam)
    const right = of.filter((answer) => first(answer) === makam).length
    return {
      makam,
      recordings: of.length,
      recall: right / of.length,
      precision: said.length === 0 ? 0 : right / said.length,
    }
  })
}

function accuracyOf(answers: readonly Answer[]): Accuracy {
  const f1 = perMakam(answers).map(({ recall, precision }) =>
    recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision),
  )
  return {
    recordings: answers.length,
    top1: share(answers, (answer) => first(answer) === answer.truth),
    top3: share(answers, ({ truth, ranked }) => ranked.slice(0, 3).some(({ id }) => id === truth)),
    macroF1: f1.reduce((sum, value) => sum + value, 0) / f1.length,
    tonic: share(answers, ({ tonicRight }) => tonicRight),
  }
}

function calibrationOf(answers: readonly Answer[]): CalibrationRow[] {
  return [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((from) => {
    const said = answers.filter(({ ranked }) => (ranked[0]?.probability ?? 0) >= from)
    const sum = said.reduce((total, { ranked }) => total + (ranked[0]?.probability ?? 0), 0)
    return {
      from,
      coverage: said.length / answers.length,
      precision: said.length === 0 ? 0 : share(said, (answer) => first(answer) === answer.truth),
      confidence: said.length === 0 ? 0 : sum / said.length,
    }
  })
}

function confusionsOf(answers: readonly Answer[]): ModeEvaluation['confusions'] {
  const counts = new Map<string, number>()
  for (const answer of answers)
    if (first(answer) !== answer.truth) {
      const pair = `${answer.truth} ${first(answer)}`
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([pair, recordings]) => {
      const [makam = '', answer = ''] = pair.split(' ')
      return { makam, answer, recordings }
    })
}

/**
 * Runs the classifier on recordings whose makam and tonic are known, by the app's policy and on all of each. `beforeEach`
 * is called with the share that is done, 0..1, and waited for; what it throws ends the evaluation.
 */
export async function evaluateModes(
  recordings: readonly LabelledPitch[],
  model: ModeModel,
  beforeEach: (share: number) => Promise<void>,
): Promise<ModeEvaluation> {
  const runs = 4
  let done = 0
  async function run(parts: (cents: Float32Array) => Float32Array[], known: boolean) {
    const answers: Answer[] = []
    for (const recording of recordings) {
      await beforeEach(done++ / (runs * recordings.length))
      answers.push(answerOf(recording, parts(recording.cents), model, known))
    }
    return answers
  }
  const ends = (cents: Float32Array) => openingAndClosing(cents, PITCH_HOP, ENDS)
  const whole = (cents: Float32Array) => [cents]
  const asTheApp = await run(ends, false)
  return {
    ends: { unknownTonic: accuracyOf(asTheApp), knownTonic: accuracyOf(await run(ends, true)) },
    whole: {
      unknownTonic: accuracyOf(await run(whole, false)),
      knownTonic: accuracyOf(await run(whole, true)),
    },
    calibration: calibrationOf(asTheApp),
    confusions: confusionsOf(asTheApp),
    perMakam: perMakam(asTheApp),
  }
}

/** Makams that a model can tell, for a reader of an evaluation. */
export function nameOf(model: ModeModel, id: string): string {
  return model.modes.turkish.find(({ term }: KnownMode) => term.id === id)?.term.name ?? id
}
