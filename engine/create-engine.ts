import { join } from 'node:path'
import type { AnalysisKind } from '../contract/analysis.ts'
import type { EngineEvent, Settings, SettingsChange, Status } from '../contract/engine.ts'
import type { TagRef } from '../contract/tag.ts'
import { modeVocabularies } from '../contract/vocabulary.ts'
import { findFfmpeg } from '../native/audio/find-ffmpeg.ts'
import { type Analyser, createAnalyser } from './analysis/analyser.ts'
import { countEmbeddings } from './analysis/embedding-store.ts'
import { countUnanalysed } from './analysis/sound-queue.ts'
import { type Announcer, createAnnouncer } from './announce.ts'
import { openBackups } from './backup/backups.ts'
import { openTagIndex } from './browse/tag-index.ts'
import { examine } from './doctor/doctor.ts'
import { openEmbeddings } from './embeddings/open-embeddings.ts'
import { type EngineLog, logCallError } from './host/engine-log.ts'
import { emptyCaches, measureCaches } from './library/caches.ts'
import { libraryCounts } from './library/counts.ts'
import { type Library, openLibrary } from './library/database.ts'
import { filesToHandOver } from './library/file-to-show.ts'
import { listFolders } from './library/folders.ts'
import { changeSettings, getSettings } from './library/settings.ts'
import type { SoundContext } from './library/sound-state.ts'
import { openTrackIndex } from './library/track-index.ts'
import type { DesktopUse } from './manners/computer-use.ts'
import { createManners } from './manners/manners.ts'
import { mediaResponse } from './media/media-response.ts'
import { createPeaksCache } from './media/peaks-cache.ts'
import { createPlaybackFiles } from './media/playback-files.ts'
import { readBaseTemplates } from './mode/mode-model.ts'
import { createModePredictions } from './mode/mode-predictions.ts'
import { countUnheard, enqueueToHear, enqueueUnheard } from './mode/mode-queue.ts'
import { openModeSpace } from './mode/mode-space.ts'
import { countHeard } from './mode/mode-store.ts'
import { modeWork } from './mode/mode-work.ts'
import { openPlaylists } from './playlists/open-playlists.ts'
import type { MediaCalls } from './processes/media-calls.ts'
import type { StartProcess } from './processes/port.ts'
import { supervise } from './processes/supervise.ts'
import { makeReport } from './report/make-report.ts'
import { showLog } from './report/show-log.ts'
import { createRouter } from './router.ts'
import { openFolders } from './scan/folders.ts'
import { createTagRenewal } from './scan/renew-tags.ts'
import type { SimilarParts } from './similar/find-similar.ts'
import { openSound } from './sound/open-sound.ts'
import { withOwnTags } from './tags/own-tags.ts'
import { createNameReading } from './tags/read-names.ts'
import { readVocabularies } from './tags/vocabularies.ts'
import { openHeads } from './teach/open-heads.ts'

export interface EngineOptions {
  dataFolder: string
  host: Status['host']
  version: string
  startProcess: StartProcess
  /** Where local sockets are made, entered by this user only; null where they have no folder. */
  socketFolder: string | null
  /** Entry file of the similarity thread. */
  similarWorker: URL
  /** Entry file of the thread that copies and checks libraries. */
  backupWorker: URL
  /** Entry file of the thread that reads exports of embeddings. */
  tableWorker: URL
  /** Entry file of the thread that reads and writes tag packs. */
  packWorker: URL
  /** Folder of what the app brings as data: vocabularies and mode templates. */
  modelsFolder: string
  /** Scan, watch and analyse new tracks without being asked; a single command does only what it says. */
  autonomous: boolean
  /** True for the library made by --demo. */
  demo: boolean
  /** Shows a file in its folder on the user's screen. Problem: `io-error`. */
  showFile(path: string): Promise<void>
  /** Where errors that nobody expected are written down. */
  log?: EngineLog
  /** A page or script asked Naghma to stop; the host closes the engine. */
  onShutdown(): void
  /** Another library is to take the place of this one: the host closes the engine and opens one anew. */
  onReopen(): void
}

/** Everything Naghma does, free of any host. The only process that opens the library. */
export interface Engine {
  router: ReturnType<typeof createRouter>
  /** Audio and artwork by track id. */
  fetch(request: Request): Promise<Response>
  settings(): Settings
  /** Where the files of tracks are that are there, in the order of the tracks. */
  files(trackIds: readonly number[]): Promise<string[]>
  /** Told by a desktop application how its user uses the computer. */
  tellUse(use: DesktopUse): void
  /** Finishes what is being written and stops every process and thread. Safe to call twice. */
  close(): Promise<void>
}

/** Opens the library of a data folder, which the caller has locked. Problems: those of `openLibrary`. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const library: Library = openLibrary(options.dataFolder)
  const { db } = library
  const cache = (name: string) => join(options.dataFolder, 'cache', name)
  const announcer: Announcer = createAnnouncer()
  const brought = readVocabularies(options.modelsFolder)
  const vocabularies = withOwnTags(db, brought)
  let { tradition } = getSettings(db)
  const traditionSetting = () => tradition
  const tagIndex = openTagIndex(db, vocabularies, traditionSetting)
  const index = openTrackIndex(db, tagIndex, () => announcer.changed('tracks'))
  const modeSpace = openModeSpace(db)
  const media = supervise<MediaCalls>('media', options.startProcess)
  const playback = createPlaybackFiles(cache('playback'), media.calls)
  const peaks = createPeaksCache(cache('peaks'), media.calls)
  let ffmpeg = await findFfmpegFor(getSettings(db))

  const sound = openSound({
    db,
    announcer,
    dataFolder: options.dataFolder,
    modelsFolder: options.modelsFolder,
    startProcess: options.startProcess,
    socketFolder: options.socketFolder,
    similarWorker: options.similarWorker,
    media: media.calls,
    ffmpeg: () => ffmpeg ?? null,
    settings: () => getSettings(db),
    autonomous: options.autonomous,
    onStored: (trackId) => heads.heard(trackId),
    onCompared: () => heads.wake(),
  })

  const predictions = createModePredictions({
    db,
    base: readBaseTemplates(options.modelsFolder, brought),
    settings: () => getSettings(db),
    onDone: () => announcer.changed('tracks', 'tags'),
  })
  const heads = openHeads({
    db,
    announcer,
    vocabularies,
    startProcess: options.startProcess,
    packWorker: options.packWorker,
    model: () => sound.compared.model(),
    library: options.version,
    autonomous: options.autonomous,
    rowContext: () => rowContext(),
    onTold: () => {
      predictions.wake()
      announcer.changed('tracks', 'tags')
    },
  })
  const backups = openBackups({
    dataFolder: options.dataFolder,
    library,
    worker: options.backupWorker,
    announcer,
    daily: () =>
      options.autonomous &&
      !options.demo &&
      getSettings(db).dailyBackup &&
      libraryCounts(db).tracks > 0,
  })
  const names = createNameReading(db, brought, () => {
    predictions.wake()
    announcer.changed('tracks', 'tags')
  })

  /** Resolves when all that is known is in the tags: names read, then modes predicted by what they tell. */
  async function settled(): Promise<void> {
    await names.settled()
    await predictions.settled()
  }

  const analysers = {
    sound: sound.analyser,
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

  function retryTracks(trackIds: readonly number[]): void {
    analysers.mode.start(() => enqueueToHear(db, trackIds))
    if (sound.encoder()) sound.start(trackIds, getSettings(db).depth)
  }

  /** New tracks are analysed without being asked: for sound once there is a model. */
  function analyseNew(): void {
    names.wake()
    if (!options.autonomous) return
    if (getSettings(db).listenForModes) analysers.mode.start(() => enqueueUnheard(db))
    sound.analyseNew()
    void manners?.look()
  }

  /** What the user says of modes teaches their templates; of anything else, nothing needs to be predicted anew. */
  function decided(tags: readonly TagRef[]): void {
    const taught = tags.some(({ vocabulary }) =>
      modeVocabularies.some((mode) => mode === vocabulary),
    )
    if (taught) predictions.taught()
    else predictions.wake()
    heads.teaching.decided(tags)
    announcer.changed('tracks', 'tags')
  }

  const folders = openFolders({
    db,
    announcer,
    media: media.calls,
    onScanned: () => {
      analyseNew()
      if (options.autonomous) tagRenewal.wake()
      void playlists.resolve()
    },
    follow: options.autonomous,
  })

  const tagRenewal = createTagRenewal({
    db,
    media: media.calls,
    onChanged: () => {
      names.wake()
      announcer.changed('tracks', 'problems')
    },
  })

  function rowContext(): SoundContext {
    return {
      modelId: sound.encoder()?.modelId ?? null,
      running: analysers.sound.inFlight(),
      listening: analysers.mode.inFlight(),
    }
  }

  const playlists = openPlaylists({ db, index, announcer, media: media.calls, rowContext })

  const embeddings = openEmbeddings({
    db,
    library: options.version,
    tableWorker: options.tableWorker,
    quickWindows: () => getSettings(db).quickWindows,
    model: (modelId) =>
      modelId === undefined ? sound.compared.model() : sound.compared.of(modelId).model,
    currentId: () => sound.encoder()?.modelId,
    windowsFolder: cache('windows'),
    computeWindows: sound.computeWindows,
    onProgress: (progress) => announcer.announce({ type: 'embeddings.progress', progress }),
    onStored: (modelId, trackIds) => {
      sound.compared.changed(modelId, trackIds)
      for (const trackId of trackIds) heads.heard(trackId)
      announcer.changed('tracks', 'similar')
    },
    onImported: () => {
      void sound.compared.refresh()
      predictions.wake()
    },
  })

  async function status(): Promise<Status> {
    const wanted = sound.wanted()
    const { size, epoch, state } = sound.compared.index()?.status() ?? {
      size: 0,
      epoch: 0,
      state: 'no model',
    }
    return {
      version: options.version,
      host: options.host,
      dataFolder: options.dataFolder,
      journalMode: library.journalMode,
      ...libraryCounts(db),
      analysedTracks: wanted ? countEmbeddings(db, wanted.modelId) : 0,
      unanalysedTracks: wanted ? countUnanalysed(db, { ...wanted, depth: 'quick' }) : 0,
      modeTracks: countHeard(db),
      modelessTracks: countUnheard(db),
      ffmpeg: ffmpeg ?? null,
      model: sound.conversion(),
      download: sound.downloads.progress(),
      device: sound.devices.report(),
      tune: sound.tune.progress(),
      backup: backups.progress(),
      asksBeforeAnalysis: sound.asks(),
      analysis: { sound: analysers.sound.progress(), mode: analysers.mode.progress() },
      scans: folders.progress(),
      similar: { size, epoch, state },
      demo: options.demo,
    }
  }

  function* currentEvents(): Generator<EngineEvent> {
    yield { type: 'model.progress', conversion: sound.conversion() }
    yield { type: 'download.progress', download: sound.downloads.progress() }
    yield { type: 'device.progress', device: sound.devices.report() }
    yield { type: 'tune.progress', tune: sound.tune.progress() }
    yield { type: 'backup.progress', backup: backups.progress() }
    yield { type: 'head.progress', progress: heads.progress() }
    for (const analyser of [analysers.mode, analysers.sound])
      yield { type: 'analysis.progress', progress: analyser.progress() }
    for (const progress of folders.progress()) yield { type: 'scan.progress', progress }
  }

  async function change(changes: SettingsChange): Promise<Settings> {
    const before = getSettings(db)
    const after = changeSettings(db, changes)
    tradition = after.tradition
    if (before.ffmpeg !== after.ffmpeg) ffmpeg = await findFfmpegFor(after)
    await sound.change(before, after)
    void manners?.look()
    const more = ['analyseNewTracks', 'listenForModes', 'quickWindows', 'depth'] as const
    if (more.some((key) => before[key] !== after[key])) analyseNew()
    if (before.tradition !== after.tradition || before.rareMakams !== after.rareMakams) {
      predictions.settingsChanged()
      announcer.changed('tracks', 'tags')
    }
    announcer.changed('settings')
    return after
  }

  let use: DesktopUse | null = null
  const manners = options.autonomous
    ? createManners({
        settings: () => getSettings(db),
        desktop: () => use,
        isNeeded: () =>
          Object.values(analysers).some((analyser) => analyser.progress().state !== 'idle'),
        onHold: (reason) => {
          for (const analyser of Object.values(analysers)) analyser.holdFor(reason)
        },
      })
    : undefined

  /** What the user looks at is analysed first; what is played, even if nothing else is. */
  function attend(trackIds: readonly number[], playing: boolean): void {
    for (const analyser of Object.values(analysers)) analyser.attend(trackIds)
    if (!playing || !options.autonomous || !getSettings(db).analyseOnPlay) return
    if (getSettings(db).listenForModes) analysers.mode.start(() => enqueueToHear(db, trackIds))
    if (sound.encoder()) sound.start(trackIds, getSettings(db).depth)
  }

  /** What tracks are compared by: the model asked for, or the one that is compared by. */
  function similarParts(modelId: string | undefined): SimilarParts {
    const compared = modelId
      ? sound.compared.of(modelId)
      : { model: sound.compared.model(), index: sound.compared.index() }
    const everything = { search: '', sort: 'relevance', descending: false } as const
    return {
      db,
      ...compared,
      modes: modeSpace,
      sound: rowContext(),
      trackIds: () => index.query(everything, rowContext()),
      matches: tagIndex.matches,
    }
  }

  const router = createRouter({
    db,
    announcer,
    index,
    tagIndex,
    folders,
    playlists,
    analysers,
    rowContext,
    modes: { db, vocabularies, model: predictions.model, setting: traditionSetting },
    vocabularies,
    settled,
    decided,
    retryTracks,
    attend,
    peaks: { cache: peaks, ffmpeg: () => ffmpeg ?? null },
    sound,
    heads,
    similarParts,
    doctor: async () => {
      const report = sound.devices.report()
      return { report, findings: await examine({ status: await status(), report }) }
    },
    settings: { get: () => getSettings(db), change },
    embeddings,
    backups,
    caches: {
      measure: () => measureCaches(options.dataFolder),
      empty: async (names) => {
        await emptyCaches(options.dataFolder, names)
        if (names.includes('similar')) await sound.compared.index()?.rebuild()
      },
    },
    reopen: options.onReopen,
    showFile: options.showFile,
    report: async () => {
      const now = await status()
      const report = sound.devices.report()
      return makeReport({
        status: now,
        findings: await examine({ status: now, report }),
        settings: getSettings(db),
        folders: listFolders(db).map(({ path }) => path),
      })
    },
    showLog: () => showLog(options.dataFolder, options.showFile),
    showDataFolder: async () => {
      await options.showFile(library.path)
      return library.path
    },
    onCallError: (error, path) => {
      if (options.log) logCallError(error, path, options.log)
    },
    status,
    currentEvents,
    shutdown: options.onShutdown,
  })

  void index.warm().then(tagIndex.warm)
  names.wake()
  predictions.wake()
  heads.wake()
  analysers.mode.wake()
  if (options.autonomous) tagRenewal.wake()

  if (!options.autonomous) await sound.loaded()

  let closing: Promise<void> | undefined
  async function close(): Promise<void> {
    try {
      announcer.close()
      manners?.close()
      await backups.close()
      await embeddings.close()
      await playlists.close()
      await folders.close()
      await tagRenewal.close()
      await Promise.all([sound.close(), analysers.mode.close()])
      await heads.close()
      if (!options.autonomous) await names.settled()
      await Promise.all([names.close(), predictions.close()])
      await media.stop()
    } finally {
      library.close()
    }
  }

  return {
    router,
    fetch: (request) => mediaResponse({ db, playback, ffmpeg: () => ffmpeg ?? null }, request),
    settings: () => getSettings(db),
    files: (trackIds) => filesToHandOver(db, trackIds),
    tellUse: (told) => {
      use = told
      void manners?.look()
    },
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
