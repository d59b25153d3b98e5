import { implement } from '@orpc/server'
import type { AnalysisKind, BothProgress } from '../contract/analysis.ts'
import { contract } from '../contract/contract.ts'
import type { DeviceReport, Finding } from '../contract/device.ts'
import type { EngineEvent, Settings, SettingsChange, Status } from '../contract/engine.ts'
import type { Cache, CacheName } from '../contract/library.ts'
import type { TagRef } from '../contract/tag.ts'
import { ownVocabulary } from '../contract/vocabulary.ts'
import type { Database } from '../native/sqlite.ts'
import type { Analyser } from './analysis/analyser.ts'
import type { Announcer } from './announce.ts'
import type { Backups } from './backup/backups.ts'
import type { TagIndex } from './browse/tag-index.ts'
import { toCallError } from './call-errors.ts'
import type { Embeddings } from './embeddings/open-embeddings.ts'
import { browse } from './library/browse.ts'
import { setFavourite } from './library/favourites.ts'
import { fileToShow } from './library/file-to-show.ts'
import { findTrack } from './library/find-track.ts'
import { trackLoudness } from './library/loudness.ts'
import { listProblems, retryProblems } from './library/problems.ts'
import type { SoundContext } from './library/sound-state.ts'
import type { TrackIndex } from './library/track-index.ts'
import { trackPaths } from './library/track-place.ts'
import { trackRows } from './library/track-rows.ts'
import { getTrack, knownTracks, listTrackIds, listTracks, trackPosition } from './library/tracks.ts'
import { type PeaksParts, trackPeaks } from './media/track-peaks.ts'
import { type ModeParts, measuredScaleOf, modePicture, setTonic } from './mode/mode-picture.ts'
import { countUnheard, enqueueToHear, enqueueUnheard } from './mode/mode-queue.ts'
import type { Playlists } from './playlists/open-playlists.ts'
import type { Folders } from './scan/folders.ts'
import { modelAgreement } from './similar/agreement.ts'
import { findSimilar, type SimilarParts } from './similar/find-similar.ts'
import { whySimilar } from './similar/why-similar.ts'
import type { Sound } from './sound/open-sound.ts'
import { createOwnTag, removeOwnTag, renameOwnTag } from './tags/own-tags.ts'
import { decideTags, undoChange } from './tags/tag-store.ts'
import { tagSummary } from './tags/tag-summary.ts'
import { refuseUnknownTags, type Vocabularies } from './tags/vocabularies.ts'
import type { Heads } from './teach/open-heads.ts'

/** What the calls of the contract are answered from. */
export interface RouterParts {
  db: Database
  announcer: Announcer
  index: TrackIndex
  tagIndex: TagIndex
  folders: Folders
  playlists: Playlists
  analysers: Readonly<Record<AnalysisKind, Analyser>>
  modes: ModeParts
  vocabularies: Vocabularies
  /** Resolves when names are read and modes predicted for all that is known. */
  settled(): Promise<void>
  /** The user's word on these tags changed. */
  decided(tags: readonly TagRef[]): void
  /** What the rows of tracks say of their analysis. */
  rowContext(): SoundContext
  peaks: PeaksParts
  sound: Sound
  heads: Heads
  /** Queues tracks whose problems were forgotten for what they lack. */
  retryTracks(trackIds: readonly number[]): void
  /** The user looks at these tracks, or plays them. */
  attend(trackIds: readonly number[], playing: boolean): void
  doctor(): Promise<{ report: DeviceReport; findings: Finding[] }>
  /** What tracks are compared by: the model asked for, or the one that is compared by. Problem: `not-found`. */
  similarParts(modelId: string | undefined): SimilarParts
  settings: { get(): Settings; change(changes: SettingsChange): Promise<Settings> }
  embeddings: Embeddings
  backups: Backups
  caches: { measure(): Promise<Cache[]>; empty(names: readonly CacheName[]): Promise<void> }
  /** The engine ends and is opened anew by its host. */
  reopen(): void
  /** Shows a file in its folder on the user's screen. */
  showFile(path: string): Promise<void>
  /** What the makers should know, in words. */
  report(): Promise<string>
  /** Shows the log in its folder; its path. */
  showLog(): Promise<string>
  /** Shows the library in the data folder; its path. */
  showDataFolder(): Promise<string>
  /** Told an error of a call before its caller is. */
  onCallError(error: unknown, path: readonly string[]): void
  status(): Promise<Status>
  /** What runs now, read as it is asked for: told to a new follower before what happens next. */
  currentEvents(): Generator<EngineEvent>
  shutdown(): void
}

/** Who asks Naghma to stop should hear that it does. */
const ANSWER_FIRST_MS = 50

/** Answers every call of the contract; each handler is one call of a feature. */
export function createRouter(parts: RouterParts) {
  const {
    db,
    announcer,
    index,
    tagIndex,
    folders,
    playlists,
    analysers,
    modes,
    sound,
    heads,
    rowContext,
  } = parts
  const { collections } = index
  const os = implement(contract).use(async ({ next, path }) => {
    try {
      return await next()
    } catch (error) {
      parts.onCallError(error, path)
      throw toCallError(error)
    }
  })

  function progress(): BothProgress {
    return { sound: analysers.sound.progress(), mode: analysers.mode.progress() }
  }

  /** Does something with one analysis, or with both when none is named. */
  function each(kind: AnalysisKind | undefined, act: (analyser: Analyser) => unknown) {
    for (const one of kind ? [kind] : (['sound', 'mode'] as const)) act(analysers[one])
    return progress()
  }

  return os.router({
    engine: {
      status: os.engine.status.handler(parts.status),
      events: os.engine.events.handler(async function* ({ signal }) {
        const following = announcer.follow(signal)
        yield* parts.currentEvents()
        yield* following
      }),
      settings: os.engine.settings.handler(parts.settings.get),
      changeSettings: os.engine.changeSettings.handler(({ input }) => parts.settings.change(input)),
      report: os.engine.report.handler(async () => ({ text: await parts.report() })),
      showLog: os.engine.showLog.handler(async () => ({ path: await parts.showLog() })),
      showDataFolder: os.engine.showDataFolder.handler(async () => ({
        path: await parts.showDataFolder(),
      })),
      shutdown: os.engine.shutdown.handler(() => {
        setTimeout(parts.shutdown, ANSWER_FIRST_MS)
        return { stopping: true }
      }),
    },
    folder: {
      list: os.folder.list.handler(folders.list),
      add: os.folder.add.handler(({ input }) => folders.add(input.path)),
      remove: os.folder.remove.handler(({ input }) => folders.remove(input.id)),
      setTradition: os.folder.setTradition.handler(({ input }) => {
        const folder = folders.setTradition(input.id, input.tradition)
        parts.decided([])
        return folder
      }),
      tryIgnore: os.folder.tryIgnore.handler(({ input }) =>
        folders.tryIgnore(input.id, input.rules),
      ),
      setIgnore: os.folder.setIgnore.handler(({ input }) =>
        folders.setIgnore(input.id, input.rules),
      ),
      repoint: os.folder.repoint.handler(({ input }) => folders.repoint(input.id, input.path)),
      scan: os.folder.scan.handler(({ input }) => folders.scan(input.id)),
      cancelScan: os.folder.cancelScan.handler(folders.cancelScan),
      browse: os.folder.browse.handler(({ input }) => browse(input.path)),
    },
    library: {
      backup: os.library.backup.handler(({ input }) => parts.backups.make(input.folder)),
      cancelBackup: os.library.cancelBackup.handler(parts.backups.cancel),
      backups: os.library.backups.handler(parts.backups.list),
      restore: os.library.restore.handler(async ({ input }) => {
        const restored = await parts.backups.restore(input.path)
        setTimeout(parts.reopen, ANSWER_FIRST_MS)
        return restored
      }),
      caches: os.library.caches.handler(parts.caches.measure),
      resetCaches: os.library.resetCaches.handler(async ({ input }) => {
        await parts.caches.empty(input.names)
        return parts.caches.measure()
      }),
    },
    track: {
      list: os.track.list.handler(async ({ input }) => {
        await index.prepare(input)
        return listTracks(db, index, input, rowContext())
      }),
      ids: os.track.ids.handler(async ({ input }) => {
        await index.prepare(input)
        return { ids: listTrackIds(index, input, rowContext()) }
      }),
      position: os.track.position.handler(async ({ input }) => {
        await index.prepare(input)
        return { index: trackPosition(index, input.id, input, rowContext()) }
      }),
      get: os.track.get.handler(({ input }) => getTrack(db, input.id, rowContext())),
      setFavourite: os.track.setFavourite.handler(({ input }) => {
        const marked = setFavourite(db, input)
        announcer.changed('tracks')
        return { changed: marked }
      }),
      rows: os.track.rows.handler(({ input }) => ({
        rows: trackRows(db, input.ids, rowContext()),
      })),
      known: os.track.known.handler(({ input }) => ({ ids: knownTracks(db, input.ids) })),
      playback: os.track.playback.handler(({ input }) => trackLoudness(db, input.id)),
      peaks: os.track.peaks.handler(({ input, signal }) =>
        trackPeaks(db, parts.peaks, input.id, signal),
      ),
      find: os.track.find.handler(({ input }) => ({ id: findTrack(db, input.path) })),
      places: os.track.places.handler(({ input }) => ({ places: trackPaths(db, input.trackIds) })),
      show: os.track.show.handler(async ({ input }) => {
        const path = await fileToShow(db, input.id)
        await parts.showFile(path)
        return { path }
      }),
    },
    albums: {
      list: os.albums.list.handler(async ({ input }) => {
        await index.prepareNames(input.language)
        return collections.albums(input)
      }),
    },
    artists: {
      list: os.artists.list.handler(async ({ input }) => {
        await index.prepareNames(input.language)
        return collections.artists(input)
      }),
    },
    analysis: {
      start: os.analysis.start.handler(async ({ input: { kind, trackIds, depth } }) => {
        if (kind === 'mode')
          return {
            queued: analysers.mode.start(() =>
              trackIds ? enqueueToHear(db, trackIds) : enqueueUnheard(db),
            ),
          }
        await sound.loaded()
        return { queued: sound.start(trackIds, depth ?? parts.settings.get().depth) }
      }),
      pause: os.analysis.pause.handler(({ input }) => each(input.kind, (one) => one.pause())),
      resume: os.analysis.resume.handler(({ input }) => each(input.kind, (one) => one.resume())),
      cancel: os.analysis.cancel.handler(({ input }) => each(input.kind, (one) => one.cancel())),
      progress: os.analysis.progress.handler(progress),
      estimate: os.analysis.estimate.handler(({ input }) => sound.estimate(input.path)),
      attend: os.analysis.attend.handler(({ input: { trackIds, playing } }) => {
        parts.attend(trackIds, playing)
        return { attended: trackIds.length }
      }),
    },
    model: {
      get: os.model.get.handler(sound.conversion),
      use: os.model.use.handler(({ input }) => sound.use(input.path)),
      offers: os.model.offers.handler(sound.downloads.offers),
      download: os.model.download.handler(({ input: { id, acceptLicence } }) =>
        sound.downloads.start(id, acceptLicence),
      ),
      pauseDownload: os.model.pauseDownload.handler(sound.downloads.pause),
      cancelDownload: os.model.cancelDownload.handler(sound.downloads.cancel),
      kept: os.model.kept.handler(sound.compared.kept),
      compareBy: os.model.compareBy.handler(async ({ input }) => {
        await parts.settings.change({ compareBy: input.modelId })
        return sound.compared.kept()
      }),
      forget: os.model.forget.handler(async ({ input }) => {
        await sound.compared.forget(input.modelId)
        announcer.changed('tracks', 'similar')
        return sound.compared.kept()
      }),
      agreement: os.model.agreement.handler(({ input }) =>
        modelAgreement(db, sound.compared, input.modelIds),
      ),
    },
    device: {
      get: os.device.get.handler(sound.devices.report),
      retry: os.device.retry.handler(() => sound.retryDevices()),
      doctor: os.device.doctor.handler(parts.doctor),
    },
    tune: {
      get: os.tune.get.handler(sound.tune.progress),
      start: os.tune.start.handler(async ({ input }) => {
        await sound.loaded()
        return sound.tune.start(input.tracks)
      }),
      cancel: os.tune.cancel.handler(sound.tune.cancel),
    },
    embeddings: {
      progress: os.embeddings.progress.handler(parts.embeddings.progress),
      export: os.embeddings.export.handler(async ({ input }) => {
        if (!sound.compared.model() || input.contents.includes('windows')) await sound.loaded()
        if (input.contents.includes('profiles')) await parts.settled()
        return parts.embeddings.export(input)
      }),
      import: os.embeddings.import.handler(({ input }) => parts.embeddings.import(input)),
      cancel: os.embeddings.cancel.handler(parts.embeddings.cancel),
    },
    similar: {
      query: os.similar.query.handler(async ({ input }) => {
        if (!sound.compared.model()) await sound.loaded()
        if (input.filter) await tagIndex.warm()
        return findSimilar(parts.similarParts(input.modelId), input)
      }),
      why: os.similar.why.handler(({ input }) =>
        whySimilar({ ...parts.similarParts(input.modelId), modeParts: modes }, input),
      ),
    },
    mode: {
      get: os.mode.get.handler(({ input }) => modePicture(modes, input, rowContext())),
      setTonic: os.mode.setTonic.handler(async ({ input }) => {
        setTonic(db, input.trackId, input.hz)
        await parts.settled()
        announcer.changed('tracks', 'tags')
        return { trackId: input.trackId }
      }),
      scale: os.mode.scale.handler(({ input }) =>
        measuredScaleOf(modes, input.trackId, rowContext()),
      ),
    },
    teach: {
      list: os.teach.list.handler(heads.teaching.list),
      begin: os.teach.begin.handler(({ input }) => heads.teaching.begin(input)),
      get: os.teach.get.handler(({ input }) => heads.teaching.get(input)),
      ranking: os.teach.ranking.handler(({ input }) => heads.ranking(input)),
      next: os.teach.next.handler(({ input }) => ({ tracks: heads.next(input) })),
      train: os.teach.train.handler(({ input }) => heads.teaching.train(input)),
      cancel: os.teach.cancel.handler(({ input }) => heads.teaching.cancel(input)),
      forget: os.teach.forget.handler(({ input }) => {
        heads.teaching.forget(input)
        return { removed: true }
      }),
      settled: os.teach.settled.handler(async () => {
        await heads.settled()
        await parts.settled()
        return { settled: true }
      }),
    },
    head: {
      list: os.head.list.handler(heads.list),
      pin: os.head.pin.handler(({ input }) => heads.pin(input.id, input.version)),
      revert: os.head.revert.handler(({ input }) => heads.revert(input.id, input.version)),
      remove: os.head.remove.handler(({ input }) => {
        heads.remove(input.id, input.version)
        return { removed: true }
      }),
      apply: os.head.apply.handler(({ input }) => ({ tracks: heads.apply(input.id) })),
      cancel: os.head.cancel.handler(() => {
        heads.cancel()
        return heads.progress()
      }),
      resume: os.head.resume.handler(() => ({ tracks: heads.resume() })),
      progress: os.head.progress.handler(heads.progress),
      inspect: os.head.inspect.handler(({ input }) => heads.inspect(input.path)),
      import: os.head.import.handler(({ input }) => heads.import(input.path)),
      export: os.head.export.handler(({ input }) => heads.export(input)),
      predictions: os.head.predictions.handler(({ input }) => heads.predictions(input.trackId)),
    },
    tag: {
      vocabularies: os.tag.vocabularies.handler(() => [...parts.vocabularies.all]),
      create: os.tag.create.handler(({ input }) => {
        const made = createOwnTag(db, input.name)
        parts.decided([made])
        return made
      }),
      rename: os.tag.rename.handler(({ input }) => {
        const renamed = renameOwnTag(db, input.tag, input.name)
        heads.changed()
        parts.decided([renamed])
        return renamed
      }),
      remove: os.tag.remove.handler(({ input }) => {
        const removed = removeOwnTag(db, input.tag)
        heads.changed()
        parts.decided([{ vocabulary: ownVocabulary, tag: input.tag }])
        return removed
      }),
      summary: os.tag.summary.handler(({ input }) => tagSummary(db, input.trackIds)),
      decide: os.tag.decide.handler(({ input }) => {
        refuseUnknownTags(parts.vocabularies, input.decisions)
        const change = decideTags(db, input)
        parts.decided(input.decisions)
        return change
      }),
      settled: os.tag.settled.handler(async () => {
        await parts.settled()
        return { settled: true }
      }),
      undo: os.tag.undo.handler(({ input }) => {
        const { tracks, touched } = undoChange(db, input.change)
        parts.decided(touched)
        return { tracks }
      }),
    },
    browse: {
      counts: os.browse.counts.handler(async ({ input: { search, filter } }) => {
        const query = { search, sort: 'relevance', descending: false } as const
        await index.prepare({ ...query, browse: filter })
        return {
          ...tagIndex.counts(filter, index.query(query, rowContext())),
          waiting: countUnheard(db),
        }
      }),
    },
    playlist: {
      list: os.playlist.list.handler(playlists.list),
      get: os.playlist.get.handler(({ input }) => playlists.get(input.id)),
      trackIds: os.playlist.trackIds.handler(({ input }) => ({
        ids: playlists.trackIds(input.id),
      })),
      create: os.playlist.create.handler(({ input }) => playlists.create(input)),
      rename: os.playlist.rename.handler(({ input }) => playlists.rename(input)),
      follow: os.playlist.follow.handler(({ input }) => playlists.follow(input)),
      delete: os.playlist.delete.handler(({ input }) => playlists.delete(input.id)),
      restore: os.playlist.restore.handler(({ input }) => playlists.restore(input.id)),
      add: os.playlist.add.handler(({ input }) => playlists.add(input)),
      removeEntries: os.playlist.removeEntries.handler(({ input }) =>
        playlists.removeEntries(input),
      ),
      restoreEntries: os.playlist.restoreEntries.handler(({ input }) =>
        playlists.restoreEntries(input),
      ),
      reorder: os.playlist.reorder.handler(({ input }) => playlists.reorder(input)),
      locate: os.playlist.locate.handler(({ input }) => playlists.locate(input)),
      unlocate: os.playlist.unlocate.handler(({ input }) => playlists.unlocate(input)),
      export: os.playlist.export.handler(({ input }) => playlists.export(input)),
      import: os.playlist.import.handler(({ input }) => playlists.import(input)),
      send: os.playlist.send.handler(({ input }) => playlists.send(input)),
      sending: os.playlist.sending.handler(playlists.sending),
      cancelSending: os.playlist.cancelSending.handler(playlists.cancelSending),
    },
    problems: {
      list: os.problems.list.handler(({ input }) => listProblems(db, input)),
      retry: os.problems.retry.handler(async ({ input }) => {
        await sound.loaded()
        const retry = retryProblems(db, input.ids)
        folders.reread(retry)
        if (retry.trackIds.length > 0) parts.retryTracks(retry.trackIds)
        announcer.changed('problems', 'tracks')
        return { retried: retry.retried }
      }),
    },
  })
}
