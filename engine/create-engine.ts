import { join } from 'node:path'
import type { AnalysisKind } from '../contract/analysis.ts'
import type { EngineEvent, Settings, SettingsChange, Status } from '../contract/engine.ts'
import { problem } from '../contract/problem.ts'
import type { TagRef } from '../contract/tag.ts'
import type { Depth } from '../contract/track.ts'
import { modeVocabularies } from '../contract/vocabulary.ts'
import { findFfmpeg } from '../native/audio/find-ffmpeg.ts'
import { type Analyser, createAnalyser } from './analysis/analyser.ts'
import {
  countEmbeddings,
  lastModelPath,
  listMeans,
  readMeans,
  rememberModel,
} from './analysis/embedding-store.ts'
import { countUnanalysed, enqueueAll, enqueueTracks, soundQueue } from './analysis/sound-queue.ts'
import { soundWork } from './analysis/sound-work.ts'
import { type Announcer, createAnnouncer } from './announce.ts'
import { openTagIndex } from './browse/tag-index.ts'
import { libraryCounts } from './library/counts.ts'
import { type Library, openLibrary } from './library/database.ts'
import { changeSettings, getSettings } from './library/settings.ts'
import type { SoundContext } from './library/sound-state.ts'
import { openTrackIndex } from './library/track-index.ts'
import { mediaResponse } from './media/media-response.ts'
import { createPlaybackFiles } from './media/playback-files.ts'
import { readBaseTemplates } from './mode/mode-model.ts'
import { createModePredictions } from './mode/mode-predictions.ts'
import { countUnheard, enqueueToHear, enqueueUnheard } from './mode/mode-queue.ts'
import { openModeSpace } from './mode/mode-space.ts'
import { countHeard } from './mode/mode-store.ts'
import { modeWork } from './mode/mode-work.ts'
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
import { createNameReading } from './tags/read-names.ts'
import { readVocabularies } from './tags/vocabularies.ts'

export interface EngineOptions {
  dataFolder: string
  host: Status['host']
  version: string
  startProcess: StartProcess
  /** Where local sockets are made, entered by this user only; null where they have no folder. */
  socketFolder: string | null
  /** Entry file of the similarity thread. */
  similarWorker: URL
  /** Folder of what the app brings as data: vocabularies and mode templates. */
  modelsFolder: string
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
  const vocabularies = readVocabularies(options.modelsFolder)
  let { tradition } = getSettings(db)
  const traditionSetting = () => tradition
  const tagIndex = openTagIndex(db, vocabularies, traditionSetting)
  const index = openTrackIndex(db, tagIndex)
  const modeSpace = openModeSpace(db)
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
      if (previous) await analysers.sound.between(() => soundQueue(db).empty())
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

  const predictions = createModePredictions({
    db,
    base: readBaseTemplates(options.modelsFolder, vocabularies),
    settings: () => getSettings(db),
    onDone: () => announcer.changed('tracks', 'tags'),
  })
  const names = createNameReading(db, vocabularies, () => {
    predictions.wake()
    announcer.changed('tracks', 'tags')
  })

  /** Resolves when all that is known is in the tags: names read, then modes predicted by what they tell. */
  async function settled(): Promise<void> {
    await names.settled()
    await predictions.settled()
  }

  const analysers = {
    sound: createAnalyser({
      db,
      announcer,
      work: soundWork({
        db,
        media: media.calls,
        inference,
        encoder: model.encoder,
        ffmpeg: () => ffmpeg ?? null,
        onStored: (trackId) => {
          similar?.changed([trackId]).catch(() => {})
        },
      }),
      paused: !options.autonomous,
    }),
    mode: createAnalyser({
      db,
      announcer,
      work: modeWork({
        db,
        media: media.calls,
        ffmpeg: () => ffmpeg ?? null,
        cores: () => getSettings(db).cores,
        onStored: () => predictions.wake(),
      }),
      paused: !options.autonomous,
    }),
  } satisfies Record<AnalysisKind, Analyser>

  /** Problem: `no-model`. */
  function startSound(trackIds: readonly number[] | undefined, depth: Depth): number {
    const encoder = model.encoder()
    if (!encoder)
      throw problem(
        'no-model',
        'Choose a CultureMERT checkpoint first; then tracks can be analysed.',
      )
    const { modelId } = encoder
    return analysers.sound.start(() =>
      trackIds ? enqueueTracks(db, modelId, depth, trackIds) : enqueueAll(db, modelId, depth),
    )
  }

  function retryTracks(trackIds: readonly number[]): void {
    analysers.mode.start(() => enqueueToHear(db, trackIds))
    if (model.encoder()) startSound(trackIds, getSettings(db).depth)
  }

  /** New tracks are analysed without being asked: for sound once there is a model. */
  function analyseNew(): void {
    names.wake()
    if (!options.autonomous) return
    const { analyseNewTracks, listenForModes, depth } = getSettings(db)
    if (listenForModes) analysers.mode.start(() => enqueueUnheard(db))
    if (analyseNewTracks && model.encoder()) startSound(undefined, depth)
  }

  /** What the user says of modes teaches their templates; of anything else, nothing needs to be predicted anew. */
  function decided(tags: readonly TagRef[]): void {
    const taught = tags.some(({ vocabulary }) =>
      modeVocabularies.some((mode) => mode === vocabulary),
    )
    if (taught) predictions.taught()
    else predictions.wake()
    announcer.changed('tracks', 'tags')
  }

  const folders = openFolders({
    db,
    announcer,
    media: media.calls,
    onScanned: analyseNew,
    follow: options.autonomous,
  })

  function sound(): SoundContext {
    return {
      modelId: model.encoder()?.modelId ?? null,
      running: analysers.sound.inFlight(),
      listening: analysers.mode.inFlight(),
    }
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
      modeTracks: countHeard(db),
      modelessTracks: countUnheard(db),
      ffmpeg: ffmpeg ?? null,
      model: model.conversion(),
      analysis: { sound: analysers.sound.progress(), mode: analysers.mode.progress() },
      scans: folders.progress(),
      similar: { size, epoch, state },
      demo: options.demo,
    }
  }

  function* currentEvents(): Generator<EngineEvent> {
    yield { type: 'model.progress', conversion: model.conversion() }
    for (const analyser of [analysers.mode, analysers.sound])
      yield { type: 'analysis.progress', progress: analyser.progress() }
    for (const progress of folders.progress()) yield { type: 'scan.progress', progress }
  }

  async function change(changes: SettingsChange): Promise<Settings> {
    const before = getSettings(db)
    const after = changeSettings(db, changes)
    tradition = after.tradition
    if (before.ffmpeg !== after.ffmpeg) ffmpeg = await findFfmpegFor(after)
    if (before.cores !== after.cores) await analysers.sound.between(inference.close)
    if (!before.analyseNewTracks || !before.listenForModes) analyseNew()
    if (before.tradition !== after.tradition || before.rareMakams !== after.rareMakams) {
      predictions.settingsChanged()
      announcer.changed('tracks', 'tags')
    }
    announcer.changed('settings')
    return after
  }

  async function chooseModel(path: string) {
    const conversion = await model.use(path)
    analyseNew()
    analysers.sound.wake()
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
    tagIndex,
    folders,
    analysers,
    sound,
    modes: { db, vocabularies, model: predictions.model, setting: traditionSetting },
    vocabularies,
    settled,
    decided,
    startSound,
    retryTracks,
    model: { conversion: model.conversion, use: chooseModel },
    modelLoaded: () => modelLoading,
    findSimilar: (input) =>
      findSimilar(
        { db, encoder: model.encoder(), index: similar, modes: modeSpace, sound: sound() },
        input,
      ),
    settings: { get: () => getSettings(db), change },
    status,
    currentEvents,
    shutdown: options.onShutdown,
  })

  void index.warm().then(tagIndex.warm)
  names.wake()
  predictions.wake()
  analysers.mode.wake()

  if (!options.autonomous) await modelLoading

  let closing: Promise<void> | undefined
  async function close(): Promise<void> {
    try {
      announcer.close()
      model.close()
      await folders.close()
      await Promise.all([analysers.sound.close(), analysers.mode.close()])
      if (!options.autonomous) await names.settled()
      await Promise.all([names.close(), predictions.close()])
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
