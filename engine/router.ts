import { implement } from '@orpc/server'
import type { ModelConversion } from '../contract/analysis.ts'
import { contract } from '../contract/contract.ts'
import type { EngineEvent, Settings, SettingsChange, Status } from '../contract/engine.ts'
import type { Database } from '../native/sqlite.ts'
import type { Analyser } from './analysis/analyser.ts'
import type { Announcer } from './announce.ts'
import { toCallError } from './call-errors.ts'
import { browse } from './library/browse.ts'
import { findTrack } from './library/find-track.ts'
import { listProblems, retryProblems } from './library/problems.ts'
import type { SoundContext } from './library/sound-state.ts'
import type { TrackIndex } from './library/track-index.ts'
import { trackRows } from './library/track-rows.ts'
import { getTrack, listTrackIds, listTracks } from './library/tracks.ts'
import { exportPlaylist } from './playlists/export-m3u8.ts'
import {
  addToPlaylist,
  createPlaylist,
  deletePlaylist,
  getPlaylist,
  listPlaylists,
  playlistEntries,
  removeFromPlaylist,
  renamePlaylist,
  reorderPlaylist,
} from './playlists/playlists.ts'
import type { Folders } from './scan/folders.ts'
import type { SimilarAnswer } from './similar/find-similar.ts'

/** What the calls of the contract are answered from. */
export interface RouterParts {
  db: Database
  announcer: Announcer
  index: TrackIndex
  folders: Folders
  analyser: Analyser
  sound(): SoundContext
  model: { conversion(): ModelConversion; use(path: string): Promise<ModelConversion> }
  /** Resolves when the model of last time is there, or cannot be had. */
  modelLoaded(): Promise<void>
  findSimilar(input: { trackId: number; k: number }): Promise<SimilarAnswer>
  settings: { get(): Settings; change(changes: SettingsChange): Promise<Settings> }
  status(): Promise<Status>
  /** What runs now, read as it is asked for: told to a new follower before what happens next. */
  currentEvents(): Generator<EngineEvent>
  shutdown(): void
}

/** Who asks Naghma to stop should hear that it does. */
const ANSWER_FIRST_MS = 50

/** Answers every call of the contract; each handler is one call of a feature. */
export function createRouter(parts: RouterParts) {
  const { db, announcer, index, folders, analyser, sound } = parts
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw toCallError(error)
    }
  })

  /** Tells the pages that playlists changed, once the change is made. */
  function changed<T>(result: T): T {
    announcer.changed('playlists')
    return result
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
      shutdown: os.engine.shutdown.handler(() => {
        setTimeout(parts.shutdown, ANSWER_FIRST_MS)
        return { stopping: true }
      }),
    },
    folder: {
      list: os.folder.list.handler(folders.list),
      add: os.folder.add.handler(({ input }) => folders.add(input.path)),
      remove: os.folder.remove.handler(({ input }) => folders.remove(input.id)),
      repoint: os.folder.repoint.handler(({ input }) => folders.repoint(input.id, input.path)),
      scan: os.folder.scan.handler(({ input }) => folders.scan(input.id)),
      cancelScan: os.folder.cancelScan.handler(folders.cancelScan),
      browse: os.folder.browse.handler(({ input }) => browse(input.path)),
    },
    track: {
      list: os.track.list.handler(({ input }) => listTracks(db, index, input, sound())),
      ids: os.track.ids.handler(({ input }) => ({ ids: listTrackIds(index, input, sound()) })),
      get: os.track.get.handler(({ input }) => getTrack(db, input.id, sound())),
      find: os.track.find.handler(({ input }) => ({ id: findTrack(db, input.path) })),
    },
    analysis: {
      start: os.analysis.start.handler(async ({ input }) => {
        await parts.modelLoaded()
        const depth = input.depth ?? parts.settings.get().depth
        return { queued: analyser.start({ trackIds: input.trackIds, depth }) }
      }),
      pause: os.analysis.pause.handler(analyser.pause),
      resume: os.analysis.resume.handler(analyser.resume),
      cancel: os.analysis.cancel.handler(analyser.cancel),
      progress: os.analysis.progress.handler(analyser.progress),
    },
    model: {
      get: os.model.get.handler(parts.model.conversion),
      use: os.model.use.handler(({ input }) => parts.model.use(input.path)),
    },
    similar: {
      query: os.similar.query.handler(async ({ input }) => {
        await parts.modelLoaded()
        return parts.findSimilar(input)
      }),
    },
    playlist: {
      list: os.playlist.list.handler(() => listPlaylists(db)),
      get: os.playlist.get.handler(({ input }) => {
        const playlist = getPlaylist(db, input.id)
        const entries = playlistEntries(db, input.id)
        const rows = new Map(
          trackRows(
            db,
            entries.map(({ trackId }) => trackId),
            sound(),
          ).map((row) => [row.id, row]),
        )
        return {
          playlist,
          entries: entries.flatMap(({ entryId, trackId }) => {
            const track = rows.get(trackId)
            return track ? [{ entryId, track }] : []
          }),
        }
      }),
      create: os.playlist.create.handler(({ input }) => changed(createPlaylist(db, input))),
      rename: os.playlist.rename.handler(({ input }) => changed(renamePlaylist(db, input))),
      delete: os.playlist.delete.handler(({ input }) =>
        changed({ deleted: deletePlaylist(db, input.id) }),
      ),
      add: os.playlist.add.handler(({ input }) => changed(addToPlaylist(db, input))),
      removeEntries: os.playlist.removeEntries.handler(({ input }) =>
        changed(removeFromPlaylist(db, input)),
      ),
      reorder: os.playlist.reorder.handler(({ input }) => changed(reorderPlaylist(db, input))),
      export: os.playlist.export.handler(({ input }) => exportPlaylist(db, input)),
    },
    problems: {
      list: os.problems.list.handler(({ input }) => listProblems(db, input)),
      retry: os.problems.retry.handler(async ({ input }) => {
        await parts.modelLoaded()
        const retry = retryProblems(db, input.ids)
        folders.reread(retry)
        if (retry.trackIds.length > 0 && parts.model.conversion().model)
          analyser.start({ trackIds: retry.trackIds, depth: parts.settings.get().depth })
        announcer.changed('problems', 'tracks')
        return { retried: retry.retried }
      }),
    },
  })
}
