import { isProblem, problem } from '../../contract/problem.ts'
import type { TuneProgress, TuneResult } from '../../contract/tune.ts'
import type { Database } from '../../native/sqlite.ts'
import { trackPlace } from '../library/track-place.ts'
import type { CallClient } from '../processes/calls.ts'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import type { DepthMeans, FilePlace, MediaCalls } from '../processes/media-calls.ts'
import type { StartProcess } from '../processes/port.ts'
import { supervise } from '../processes/supervise.ts'
import type { MeansShape } from '../similar/space.ts'
import type { Encoder } from '../sound/convert.ts'
import type { InferenceChoice } from '../sound/inference.ts'
import { neighbourAgreement, neighboursCompared } from './neighbour-agreement.ts'
import { judgeInt8, recommendedWindows } from './recommend.ts'
import { readTuning, type SampleTrack, saveTuning, tuningSample } from './tuning-store.ts'

/** Among fewer tracks, neighbours agree by chance. */
const LEAST_TRACKS = 12
/** Windows of the depths that are compared with full depth. */
const TUNED_WINDOWS = [4, 8, 12, 24] as const
/** Which of them int8 is compared at. */
const COMPARED_DEPTH = 2
const COMPARED_WINDOWS = TUNED_WINDOWS[COMPARED_DEPTH]
/** Seconds that each form of the encoder is timed, in turns. */
const TIMED_SECONDS = 2
const TIMED_ROUNDS = 3

type Opening = Pick<InferenceChoice, 'provider' | 'file' | 'batch' | 'runtimeFolder'>

export interface TuneParts {
  db: Database
  media: CallClient<MediaCalls>
  startProcess: StartProcess
  socketFolder: string | null
  threads(): number
  ffmpeg(): string | null
  encoder(): Encoder | undefined
  choose(encoder: Encoder): Promise<InferenceChoice>
  /** Makes the int8 form of the encoder and answers its file. */
  int8File(encoder: Encoder, signal: AbortSignal): Promise<string>
  /** Keeps the analysis of sound still while tuning goes on; answers what lets it go. */
  holdAnalysis(): Promise<() => void>
  onProgress(progress: TuneProgress): void
}

export interface Tune {
  progress(): TuneProgress
  /** Problems: `no-model`, `not-analysed` with too few tracks. */
  start(tracks: number): TuneProgress
  cancel(): TuneProgress
  close(): Promise<void>
}

/** What became of one track: its means, or whatever else was made of it, and the seconds it took. */
interface Tried<T> {
  made: T
  seconds: number
}

/** Measures on a sample of the library what cheaper ways to analyse it would lose. */
export function createTune(parts: TuneParts): Tune {
  const { db } = parts
  let state: Omit<TuneProgress, 'result'> = idle()
  let running: { controller: AbortController; work: Promise<void> } | undefined

  function progress(): TuneProgress {
    const modelId = parts.encoder()?.modelId
    const result = (modelId && readTuning(db, modelId)) || null
    return { ...state, state: state.state === 'none' && result ? 'done' : state.state, result }
  }

  function tell(next: Partial<typeof state>): TuneProgress {
    state = { ...state, ...next }
    const told = progress()
    parts.onProgress(told)
    return told
  }

  /**
   * Does something with each track of the sample, one after the other; those that cannot be decoded are left out.
   * `before` tracks of the whole work are done already.
   */
  async function tryEach<T>(
    sample: readonly SampleTrack[],
    before: number,
    signal: AbortSignal,
    make: (place: FilePlace) => Promise<T>,
  ): Promise<Map<number, Tried<T>>> {
    const tried = new Map<number, Tried<T>>()
    const begun = performance.now()
    for (const [i, { trackId, title }] of sample.entries()) {
      signal.throwIfAborted()
      const done = before + i
      const each = i > 0 ? (performance.now() - begun) / 1000 / i : null
      const secondsLeft = each === null ? null : Math.round(each * (state.total - done))
      tell({ done, message: title, secondsLeft })
      const found = trackPlace(db, trackId)
      if (!found) continue
      const start = performance.now()
      const made = await make(found.place).catch((error: unknown) => {
        if (signal.aborted || (isProblem(error) && error.code === 'process-died')) throw error
        return undefined
      })
      if (made) tried.set(trackId, { made, seconds: (performance.now() - start) / 1000 })
    }
    return tried
  }

  async function measure(
    encoder: Encoder,
    sample: readonly SampleTrack[],
    signal: AbortSignal,
  ): Promise<TuneResult> {
    const letGo = await parts.holdAnalysis()
    const inference = supervise<InferenceCalls>('inference', parts.startProcess)
    const { layers, hiddenSize, modelId, randomWeights } = encoder
    const threads = parts.threads()

    async function open({ provider, file, batch, runtimeFolder }: Opening) {
      const { socketFolder } = parts
      const { address } = await inference.calls.open(
        { provider, file, batch, runtimeFolder, threads, socketFolder },
        { signal },
      )
      const ffmpeg = parts.ffmpeg()
      const windowsInFlight = Math.max(2, 2 * batch)
      return { windowsInFlight, pausable: false, ffmpeg, inference: address, layers, hiddenSize }
    }

    async function int8(
      chosen: InferenceChoice,
      tracks: readonly SampleTrack[],
      fp32: ReadonlyMap<number, Tried<DepthMeans>>,
    ): Promise<TuneResult['int8']> {
      const untried = { agreement: null, speedup: null, allowed: false }
      if (chosen.provider !== 'cpu')
        return { ...untried, reason: `The encoder runs on ${chosen.provider}, not the processor.` }
      const file = await parts.int8File(encoder, signal)
      const speedup = await compareSpeed(inference.calls, encoder.file, file, threads, signal)
      const opened = await open({ provider: 'cpu', file, batch: 1, runtimeFolder: null })
      const whole = await tryEach(tracks, sample.length, signal, (place) =>
        parts.media.embed({ ...place, ...opened, wanted: COMPARED_WINDOWS }, { signal }),
      )
      const both = tracks.filter(({ trackId }) => whole.has(trackId))
      const { pure, mixed } = neighbourAgreement(
        encoder,
        both.map(({ trackId }) => fp32.get(trackId)!.made.depths[COMPARED_DEPTH]!),
        both.map(({ trackId }) => whole.get(trackId)!.made.means),
      )
      const agreement = Math.min(pure, mixed)
      return { agreement, speedup, ...judgeInt8(agreement, speedup) }
    }

    try {
      const chosen = await parts.choose(encoder)
      const opened = await open(chosen)
      const counts = [...TUNED_WINDOWS]
      const tried = await tryEach(sample, 0, signal, (place) =>
        parts.media.embedDepths({ ...place, ...opened, counts }, { signal }),
      )
      const tracks = sample.filter(({ trackId }) => tried.has(trackId))
      if (tracks.length < LEAST_TRACKS) throw tooFew(tracks.length)
      const depths = compareDepths(encoder, [...tried.values()])
      return {
        at: Date.now(),
        modelId,
        randomWeights,
        tracks: tracks.length,
        neighbours: neighboursCompared(tracks.length),
        depths,
        recommended: recommendedWindows(depths),
        int8: await int8(chosen, tracks, tried),
      }
    } finally {
      await inference.stop()
      letGo()
    }
  }

  async function run(
    encoder: Encoder,
    sample: readonly SampleTrack[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      saveTuning(db, await measure(encoder, sample, signal))
      tell({ ...idle(), state: 'done' })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      tell(signal.aborted ? idle() : { ...idle(), state: 'failed', message })
    }
  }

  function cancel(): TuneProgress {
    running?.controller.abort()
    return progress()
  }

  return {
    progress,
    start: (tracks) => {
      if (state.state === 'running') return progress()
      const encoder = parts.encoder()
      if (!encoder) throw problem('no-model', 'Choose a CultureMERT checkpoint first.')
      const sample = tuningSample(db, tracks)
      if (sample.length < LEAST_TRACKS) throw tooFew(sample.length)
      const controller = new AbortController()
      const told = tell({ ...idle(), state: 'running', total: 2 * sample.length })
      running = { controller, work: run(encoder, sample, controller.signal) }
      return told
    },
    cancel,
    close: async () => {
      cancel()
      await running?.work
    },
  }
}

/** How much faster int8 is, each form timed in turns and by its best. */
async function compareSpeed(
  calls: CallClient<InferenceCalls>,
  fp32File: string,
  int8File: string,
  threads: number,
  signal: AbortSignal,
): Promise<number> {
  async function rate(file: string): Promise<number> {
    const { timings } = await calls.trial(
      { provider: 'cpu', file, threads, runtimeFolder: null, batches: [1], seconds: TIMED_SECONDS },
      { signal },
    )
    return timings[0]?.windowsPerSecond ?? 0
  }
  let [fp32, int8] = [0, 0]
  for (let round = 0; round < TIMED_ROUNDS; round++) {
    fp32 = Math.max(fp32, await rate(fp32File))
    int8 = Math.max(int8, await rate(int8File))
  }
  return int8 / fp32
}

/** What each depth keeps of the neighbours of full depth, and what it costs. */
function compareDepths(
  shape: MeansShape,
  tracks: readonly Tried<DepthMeans>[],
): TuneResult['depths'] {
  const reference = tracks.map(({ made }) => made.full)
  const windows = tracks.map(({ made }) => made.windows)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const secondsPerWindow = sum(tracks.map(({ seconds }) => seconds)) / sum(windows)
  const depths = TUNED_WINDOWS.map((count, d) => ({
    windows: count,
    agreement: neighbourAgreement(
      shape,
      reference,
      tracks.map(({ made }) => made.depths[d]!),
    ).pure,
    secondsPerTrack:
      (secondsPerWindow * sum(windows.map((all) => Math.min(all, count)))) / tracks.length,
  }))
  const full = {
    windows: null,
    agreement: 1,
    secondsPerTrack: (secondsPerWindow * sum(windows)) / tracks.length,
  }
  return [...depths, full]
}

function idle(): Omit<TuneProgress, 'result'> {
  return { state: 'none', done: 0, total: 0, message: '', secondsLeft: null }
}

function tooFew(tracks: number): Error {
  return problem(
    'not-analysed',
    `Only ${tracks} tracks of 30 s to 15 min can be read; at least ${LEAST_TRACKS} are needed to compare neighbours. Add more music first.`,
  )
}
