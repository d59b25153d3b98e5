import { join } from 'node:path'
import type { EngineEvent, Settings, SettingsChange, Status } from '../contract/engine.ts'
import { findFfmpeg } from '../native/audio/find-ffmpeg.ts'
import { type Analyser, createAnalyser } from './analysis/analyser.ts'
import {
  countEmbeddings,
  lastModelPath,
  listMeans,
  readMeans,
  rememberModel,
} from './analysis/embedding-store.ts'
import { countUnanalysed, emptyQueue } from './analysis/queue.ts'
import { type Announcer, createAnnouncer } from './announce.ts'
import { libraryCounts } from './library/counts.ts'
import { type Library, openLibrary } from './library/database.ts'
import { changeSettings, getSettings } from './library/settings.ts'
import type { SoundContext } from './library/sound-state.ts'
import { openTrackIndex } from './library/track-index.ts'
import { mediaResponse } from './media/media-response.ts'
import { createPlaybackFiles } from './media/playback-files.ts'
import type { InferenceCalls } from './processes/inference-calls.ts'
import type { MediaCalls } from './processes/media-calls.ts'
import type { StartProcess } from './processes/port.ts'
import { supervise } from './processes/supervise.ts'
import { createRouter } from './router.ts'
import { openFolders } from './scan/folders.ts'
import { findSimilar } from './similar/find-similar.ts'
import { openSimilar, type SimilarClient } from './similar/similar-client.ts'
import type { Encoder } from './sound/convert.ts'
import { createCurrentModel } from './sound/current-model.ts'
import { createInference } from './sound/inference.ts'

export interface EngineOptions {
  dataFolder: string
  host: Status['host']
  version: string
  startProcess: StartProcess
  /** Where local sockets are made, entered by this user only; null where they have no folder. */
  socketFolder: string | null
  /** Entry file of the similarity thread. */
  similarWorker: URL
  /** Scan, watch and analyse new tracks without being asked; a single command does only what it says. */
  autonomous: boolean
  /** True for the library made by --demo. */
  demo: boolean
  /** A page or script asked Naghma to stop; the host closes the engine. */
  onShutdown(): void
}

/** Everything Naghma does, free of any host. The only process that opens the library. */
export interface Engine {
  router: ReturnType<typeof createRouter>
  /** Audio and artwork by track id. */
  fetch(request: Request): Promise<Response>
  settings(): Settings
  /** Finishes what is being written and stops every process and thread. Safe to call twice. */
  close(): Promise<void>
}

/** Opens the library of a data folder, which the caller has locked. Problems: those of `openLibrary`. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const library: Library = openLibrary(options.dataFolder)
  const { db } = library
  const cache = (name: string) => join(options.dataFolder, 'cache', name)
  const announcer: Announcer = createAnnouncer()
  const index = openTrackIndex(db)
  const media = supervise<MediaCalls>('media', options.startProcess)
  const inferenceProcess = supervise<InferenceCalls>('inference', options.startProcess)
  const inference = createInference(inferenceProcess, {
    cores: () => getSettings(db).cores,
    socketFolder: options.socketFolder,
  })
  const playback = createPlaybackFiles(cache('playback'), media.calls)
  let ffmpeg = await findFfmpegFor(getSettings(db))
  let similar: SimilarClient | undefined

  const model = createCurrentModel({
    cacheFolder: cache('encoders'),
    announcer,
    onModel: async (encoder, path) => {
      const previous = model.encoder()
      rememberModel(db, encoder, path)
      if (previous?.modelId === encoder.modelId) return
      if (previous) await analyser.between(() => emptyQueue(db))
      await similar?.close()
      similar = similarOf(encoder)
      announcer.changed('tracks', 'similar')
    },
  })

  function similarOf(encoder: Encoder): SimilarClient {
    const { modelId, layers, hiddenSize } = encoder
    return openSimilar({
      cacheFolder: cache('similar'),
      modelId,
      shape: { layers, hiddenSize },
      worker: options.similarWorker,
      source: {
        list: () => listMeans(db, modelId),
        read: (trackIds) => readMeans(db, modelId, trackIds),
      },
      onStatus: () => announcer.changed('similar'),
      onFault: (message) => announcer.announce({ type: 'notice', message }),
    })
  }

  const analyser: Analyser = createAnalyser({
    db,
    announcer,
    media: media.calls,
    inference,
    encoder: model.encoder,
    ffmpeg: () => ffmpeg ?? null,
    paused: !options.autonomous,
    onEmbedded: (trackId) => {
      similar?.changed([trackId]).catch(() => {})
    },
  })

  /** New tracks are analysed without being asked, once there is a model. */
  function analyseNew(): void {
    const { analyseNewTracks, depth } = getSettings(db)
    if (options.autonomous && analyseNewTracks && model.encoder()) analyser.start({ depth })
  }

  const folders = openFolders({
    db,
    announcer,
    media: media.calls,
    onScanned: analyseNew,
    follow: options.autonomous,
  })

  function sound(): SoundContext {
    return { modelId: model.encoder()?.modelId ?? null, running: analyser.inFlight() }
  }

  async function status(): Promise<Status> {
    const encoder = model.encoder()
    const { size, epoch, state } = similar?.status() ?? { size: 0, epoch: 0, state: 'no model' }
    return {
      version: options.version,
      host: options.host,
      dataFolder: options.dataFolder,
      journalMode: library.journalMode,
      ...libraryCounts(db),
      analysedTracks: encoder ? countEmbeddings(db, encoder.modelId) : 0,
      unanalysedTracks: encoder ? countUnanalysed(db, encoder.modelId) : 0,
      ffmpeg: ffmpeg ?? null,
      model: model.conversion(),
      analysis: analyser.progress(),
      scans: folders.progress(),
      similar: { size, epoch, state },
      demo: options.demo,
    }
  }

  function* currentEvents(): Generator<EngineEvent> {
    yield { type: 'model.progress', conversion: model.conversion() }
    yield { type: 'analysis.progress', progress: analyser.progress() }
    for (const progress of folders.progress()) yield { type: 'scan.progress', progress }
  }

  async function change(changes: SettingsChange): Promise<Settings> {
    const before = getSettings(db)
    const after = changeSettings(db, changes)
    if (before.ffmpeg !== after.ffmpeg) ffmpeg = await findFfmpegFor(after)
    if (before.cores !== after.cores) await analyser.between(inference.close)
    if (!before.analyseNewTracks) analyseNew()
    announcer.changed('settings')
    return after
  }

  async function chooseModel(path: string) {
    const conversion = await model.use(path)
    analyseNew()
    analyser.wake()
    return conversion
  }

  const lastModel = lastModelPath(db)
  /** The model of last time is loaded in the background; a failure is told by the model's state. */
  const modelLoading = lastModel
    ? chooseModel(lastModel).then(
        () => {},
        () => {},
      )
    : Promise.resolve()

  const router = createRouter({
    db,
    announcer,
    index,
    folders,
    analyser,
    sound,
    model: { conversion: model.conversion, use: chooseModel },
    modelLoaded: () => modelLoading,
    findSimilar: (input) =>
      findSimilar({ db, encoder: model.encoder(), index: similar, sound: sound() }, input),
    settings: { get: () => getSettings(db), change },
    status,
    currentEvents,
    shutdown: options.onShutdown,
  })

  void index.warm()

  if (!options.autonomous) await modelLoading

  let closing: Promise<void> | undefined
  async function close(): Promise<void> {
    try {
      announcer.close()
      model.close()
      await folders.close()
      await analyser.close()
      await Promise.all([media.stop(), inferenceProcess.stop()])
      await modelLoading
      await similar?.close()
    } finally {
      library.close()
    }
  }

  return {
    router,
    fetch: (request) => mediaResponse({ db, playback, ffmpeg: () => ffmpeg ?? null }, request),
    settings: () => getSettings(db),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** The user's ffmpeg; an empty setting asks for the bundled decoders only. */
async function findFfmpegFor({ ffmpeg }: Settings): Promise<string | undefined> {
  if (ffmpeg === '') return undefined
  return findFfmpeg(ffmpeg ?? undefined)
}
