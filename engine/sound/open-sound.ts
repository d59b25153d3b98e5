import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Estimate } from '../../contract/analysis.ts'
import type { DeviceReport } from '../../contract/device.ts'
import type { Settings } from '../../contract/engine.ts'
import type { ModelConversion } from '../../contract/model.ts'
import { problem } from '../../contract/problem.ts'
import type { Depth } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import { type Analyser, createAnalyser } from '../analysis/analyser.ts'
import {
  countEmbeddings,
  lastModel,
  listMeans,
  readMeans,
  rememberModel,
} from '../analysis/embedding-store.ts'
import { estimateAnalysis, type MeasuredRate } from '../analysis/estimate.ts'
import {
  enqueueAll,
  enqueueTracks,
  lengthsToAnalyse,
  queuedLengths,
  soundQueue,
  type WantedSound,
} from '../analysis/sound-queue.ts'
import { soundWork } from '../analysis/sound-work.ts'
import type { Announcer } from '../announce.ts'
import { createDevices, type Devices } from '../device/devices.ts'
import { trialError } from '../device/try-devices.ts'
import { createModelDownload, type ModelDownloads } from '../model/model-download.ts'
import { readOffers } from '../model/offers.ts'
import type { CallClient } from '../processes/calls.ts'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import type { StartProcess } from '../processes/port.ts'
import { supervise } from '../processes/supervise.ts'
import {
  type ComparedModel,
  type ComparedModels,
  createComparedModels,
} from '../similar/compared-models.ts'
import { openSimilar, type SimilarClient } from '../similar/similar-client.ts'
import { createTune, type Tune } from '../tune/tune.ts'
import { readTuning } from '../tune/tuning-store.ts'
import { type ComputeWindows, windowComputer } from './compute-windows.ts'
import { type Encoder, ensureInt8 } from './convert.ts'
import { createCurrentModel } from './current-model.ts'
import { createInference, type InferenceChoice } from './inference.ts'
import { followMovedCheckpoints } from './moved-checkpoints.ts'

export interface SoundParts {
  db: Database
  announcer: Announcer
  dataFolder: string
  modelsFolder: string
  startProcess: StartProcess
  socketFolder: string | null
  similarWorker: URL
  media: CallClient<MediaCalls>
  ffmpeg(): string | null
  settings(): Settings
  autonomous: boolean
  /** An embedding of this track was stored. */
  onStored(trackId: number): void
  /** Another model is compared by. */
  onCompared(): void
}

/** Everything that needs a model of sound: getting it, running it, and comparing by what it gave. */
export interface Sound {
  analyser: Analyser
  devices: Devices
  downloads: ModelDownloads
  compared: ComparedModels
  tune: Tune
  conversion(): ModelConversion
  encoder(): Encoder | undefined
  /** Makes a checkpoint the current model. Problems: those of `ensureEncoder`; `encoder-failed`. */
  use(path: string): Promise<ModelConversion>
  /** Queues tracks (all when none are named). Problem: `no-model`. */
  start(trackIds: readonly number[] | undefined, depth: Depth): number
  /** Queues new tracks, unless that is a first analysis of hours: then it asks. */
  analyseNew(): void
  /** Whether it asks. */
  asks(): boolean
  /** What the analysis of all that lack one would cost with the current model, or with the one of a checkpoint. */
  estimate(path?: string): Estimate
  wanted(): WantedSound | undefined
  /** Follows changed settings. */
  change(before: Settings, after: Settings): Promise<void>
  /** Tries every device again with the current model. Problem: `no-model`. */
  retryDevices(): Promise<DeviceReport>
  computeWindows: ComputeWindows
  /** Resolves when the model that is being made ready (at the start that of last time) is there, or cannot be had. */
  loaded(): Promise<void>
  close(): Promise<void>
}

/** A first analysis that takes longer than this waits for the user's word. Seconds. */
const ASK_ABOVE_SECONDS = 10 * 60
/** What is queued changes slowly; how long it takes need not be summed up for every notice. Milliseconds. */
const ESTIMATE_MS = 10_000

export function openSound(parts: SoundParts): Sound {
  const { db, announcer, media, startProcess, settings, socketFolder } = parts
  const cache = (name: string) => join(parts.dataFolder, 'cache', name)
  const downloaded = join(parts.dataFolder, 'models')
  const threads = () => settings().cores ?? availableParallelism()
  followMovedCheckpoints(db, downloaded)
  const lastUsed = lastModel(db)
  let asks = false
  /** Resolves when the checkpoint that was last chosen is the model, or cannot be. */
  let settled: Promise<void> = Promise.resolve()

  const devices = createDevices({
    startProcess,
    cacheFolder: cache(''),
    settings,
    onReport: (device) => announcer.announce({ type: 'device.progress', device }),
  })
  const inferenceProcess = supervise<InferenceCalls>('inference', startProcess)
  const inference = createInference(inferenceProcess, {
    threads,
    socketFolder,
    choose,
    onDeviceFailed: (provider, reason) => {
      devices.failed(provider, reason)
      announcer.announce({
        type: 'notice',
        message: `The device ${provider} failed, so the processor goes on with the analysis. ${reason}`,
      })
    },
  })

  async function int8File(encoder: Encoder, signal?: AbortSignal): Promise<string> {
    const path = model.conversion().model?.path ?? lastUsed?.path ?? ''
    return (await ensureInt8(encoder, path, cache('encoders'), signal ? { signal } : {})).file
  }

  /** The int8 form where the user wants it and tuning allowed it; without its checkpoint fp32 goes on. */
  async function allowedInt8File(encoder: Encoder): Promise<string | undefined> {
    if (!settings().int8 || !readTuning(db, encoder.modelId)?.int8.allowed) return undefined
    try {
      return await int8File(encoder)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const message = `Whole numbers (int8) cannot be used now, so fp32 is. ${reason}`
      announcer.announce({ type: 'notice', message })
      return undefined
    }
  }

  /** The proven device; on the processor in whole numbers where the user wants that and tuning allowed it. */
  async function choose(encoder: Encoder): Promise<InferenceChoice> {
    const verdict = await devices.ensure(encoder)
    const { provider } = verdict
    const whole = provider === 'cpu' ? await allowedInt8File(encoder) : undefined
    return {
      provider,
      precision: whole === undefined ? 'fp32' : 'int8',
      batch: provider === 'cpu' ? 1 : (verdict.batch ?? 1),
      file: whole ?? encoder.file,
      runtimeFolder: provider === 'cuda' ? devices.cudaFolder() : null,
    }
  }

  async function check(encoder: Encoder): Promise<void> {
    await devices.ensure(encoder)
    const processor = devices.report().verdicts.find(({ provider }) => provider === 'cpu')
    if (processor && processor.outcome !== 'good')
      throw problem('encoder-failed', `The model does not work: ${processor.reason}`)
  }

  const model = createCurrentModel({
    cacheFolder: cache('encoders'),
    announcer,
    compare: (one, other) => trialError(startProcess, [one, other], threads()),
    check,
    onModel: async (encoder, path) => {
      const previous = model.encoder()
      rememberModel(db, encoder, path)
      if (previous?.modelId === encoder.modelId) return
      if (previous) await analyser.between(() => soundQueue(db).empty())
      announcer.changed('tracks', 'similar')
    },
  })

  const currentId = () => model.encoder()?.modelId ?? lastUsed?.modelId

  function openIndex({ modelId, layers, hiddenSize }: ComparedModel): SimilarClient {
    return openSimilar({
      cacheFolder: cache('similar'),
      modelId,
      shape: { layers, hiddenSize },
      worker: parts.similarWorker,
      source: {
        list: () => listMeans(db, modelId),
        read: (trackIds) => readMeans(db, modelId, trackIds),
      },
      onStatus: () => announcer.changed('similar'),
      onFault: (message) => announcer.announce({ type: 'notice', message }),
    })
  }

  const compared = createComparedModels({
    db,
    currentId,
    wantedId: () => settings().compareBy,
    openIndex,
    onChange: () => {
      announcer.changed('similar')
      parts.onCompared()
    },
  })

  let summed: { at: number; seconds: number | null } | undefined
  function secondsLeft(): number | null {
    if (!summed || Date.now() - summed.at > ESTIMATE_MS) {
      const { quickWindows } = settings()
      const { quickSeconds } = estimateAnalysis(queuedLengths(db, 'quick'), quickWindows, rate())
      const { fullSeconds } = estimateAnalysis(queuedLengths(db, 'full'), quickWindows, rate())
      const isKnown = quickSeconds !== null && fullSeconds !== null
      summed = { at: Date.now(), seconds: isKnown ? quickSeconds + fullSeconds : null }
    }
    return summed.seconds
  }

  const analyser = createAnalyser({
    db,
    announcer,
    work: soundWork({
      db,
      media,
      inference,
      encoder: model.encoder,
      ffmpeg: parts.ffmpeg,
      quickWindows: () => settings().quickWindows,
      cores: () => settings().cores,
      secondsLeft,
      onStored: (trackId) => {
        const modelId = model.encoder()?.modelId
        if (modelId) compared.changed(modelId, [trackId])
        parts.onStored(trackId)
      },
    }),
    paused: !parts.autonomous,
  })

  const tune = createTune({
    db,
    media,
    startProcess,
    socketFolder,
    threads,
    ffmpeg: parts.ffmpeg,
    encoder: model.encoder,
    choose: async (encoder) => ({
      ...(await choose(encoder)),
      precision: 'fp32',
      file: encoder.file,
    }),
    int8File,
    holdAnalysis: analyser.suspend,
    onProgress: (progress) => announcer.announce({ type: 'tune.progress', tune: progress }),
  })

  const downloads = createModelDownload({
    manifests: readOffers(parts.modelsFolder),
    folder: downloaded,
    settings,
    onProgress: (download) => announcer.announce({ type: 'download.progress', download }),
    onDone: async (path) => void (await use(path)),
  })

  function wanted(depth: Depth = settings().depth): WantedSound | undefined {
    const modelId = model.encoder()?.modelId
    return modelId ? { modelId, depth, quickWindows: settings().quickWindows } : undefined
  }

  /** What the device in use was measured to do; undefined before there is a model. */
  function rate(): MeasuredRate | undefined {
    const encoder = model.encoder()
    const chosen = encoder && devices.chosen(encoder)
    if (!chosen?.windowsPerSecond) return undefined
    return {
      windowsPerSecond: chosen.windowsPerSecond,
      device: chosen.provider,
      onProcessor: chosen.provider === 'cpu',
      cores: threads(),
    }
  }

  function estimate(path?: string): Estimate {
    const { depth, quickWindows } = settings()
    const current = model.encoder()
    const other =
      path === undefined ? undefined : compared.kept().find((kept) => kept.path === path)
    const modelId = path === undefined ? (current?.modelId ?? '') : (other?.modelId ?? '')
    const lengths = lengthsToAnalyse(db, { modelId, depth, quickWindows })
    return estimateAnalysis(lengths, quickWindows, rate())
  }

  function start(trackIds: readonly number[] | undefined, depth: Depth): number {
    const lacking = wanted(depth)
    if (!lacking)
      throw problem(
        'no-model',
        'Get CultureMERT or choose a checkpoint first; then tracks can be analysed.',
      )
    if (!trackIds) asks = false
    return analyser.start(() =>
      trackIds ? enqueueTracks(db, lacking, trackIds) : enqueueAll(db, lacking),
    )
  }

  function analyseNew(): void {
    const lacking = wanted()
    if (!lacking || !settings().analyseNewTracks) return
    const { quickSeconds, fullSeconds } = estimate()
    const seconds = lacking.depth === 'quick' ? quickSeconds : fullSeconds
    const first = countEmbeddings(db, lacking.modelId) === 0 && soundQueue(db).length() === 0
    asks = first && (seconds ?? 0) > ASK_ABOVE_SECONDS
    if (asks) announcer.changed('tracks')
    else start(undefined, lacking.depth)
  }

  async function prepare(path: string): Promise<ModelConversion> {
    const conversion = await model.use(path)
    await compared.refresh()
    if (parts.autonomous) analyseNew()
    analyser.wake()
    return conversion
  }

  function use(path: string): Promise<ModelConversion> {
    const prepared = prepare(path)
    settled = prepared.then(
      () => {},
      () => {},
    )
    return prepared
  }

  async function change(before: Settings, after: Settings): Promise<void> {
    const session = ['cores', 'device', 'int8'] as const
    if (session.some((key) => before[key] !== after[key])) await analyser.between(inference.close)
    if (before.compareBy !== after.compareBy) await compared.refresh()
  }

  void compared.refresh()
  if (lastUsed) void use(lastUsed.path).catch(() => {})

  return {
    analyser,
    devices,
    downloads,
    compared,
    tune,
    conversion: model.conversion,
    encoder: model.encoder,
    use,
    start,
    analyseNew,
    asks: () => asks,
    estimate,
    wanted,
    change,
    computeWindows: windowComputer({
      media,
      inference,
      encoder: model.encoder,
      ffmpeg: parts.ffmpeg,
    }),
    retryDevices: async () => {
      const encoder = model.encoder()
      if (!encoder)
        throw problem('no-model', 'A device is tried with a model: get CultureMERT first.')
      await analyser.between(inference.close)
      await devices.retry(encoder)
      return devices.report()
    },
    loaded: () => settled,
    close: async () => {
      model.close()
      await downloads.close()
      await tune.close()
      await analyser.close()
      await devices.close()
      await inferenceProcess.stop()
      await settled
      await compared.close()
    },
  }
}
