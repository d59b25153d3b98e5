import type {
  LocateDoubt,
  Playlist,
  PlaylistEntry,
  PlaylistImport,
  PlaylistQuery,
  SendOptions,
  SendProgress,
} from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Announcer } from '../announce.ts'
import type { SoundContext } from '../library/sound-state.ts'
import type { TrackIndex } from '../library/track-index.ts'
import { trackRows } from '../library/track-rows.ts'
import type { CallClient } from '../processes/calls.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import { type ExportedPlaylist, type ExportOptions, exportPlaylist } from './export-playlist.ts'
import { asTold, type ImportInput, importPlaylist } from './import-playlist.ts'
import { type PlayableTrack, playableTracks } from './playable-tracks.ts'
import {
  addToPlaylist,
  createPlaylist,
  deletePlaylist,
  followQuery,
  getPlaylist,
  type LocateInput,
  listPlaylists,
  locateEntry,
  ofTracks,
  playlistEntries,
  removeFromPlaylist,
  renamePlaylist,
  reorderPlaylist,
  restoreEntries,
  restorePlaylist,
  unlocateEntry,
} from './playlists.ts'
import { createRemovedBin } from './removed-bin.ts'
import { resolveSought } from './resolve-sought.ts'
import { createSending } from './send/send-playlist.ts'
import { smartPlaylists } from './smart-playlists.ts'

export interface PlaylistParts {
  db: Database
  index: TrackIndex
  announcer: Announcer
  media: Pick<CallClient<MediaCalls>, 'playlist'>
  rowContext(): SoundContext
}

type Ids = { id: number; entryIds: number[] }

/** The playlists as a whole, as contract/playlist.ts describes each call. */
export interface Playlists {
  list(): Promise<Playlist[]>
  get(id: number): Promise<{ playlist: Playlist; entries: PlaylistEntry[] }>
  trackIds(id: number): number[]
  create(input: { name: string; trackIds: number[]; query?: PlaylistQuery | undefined }): Playlist
  rename(input: { id: number; name: string }): Playlist
  follow(input: { id: number; query: PlaylistQuery }): Playlist
  delete(id: number): { deleted: boolean }
  restore(id: number): Playlist
  add(input: {
    id: number
    trackIds: number[]
    at?: number | undefined
  }): Playlist & { entryIds: number[] }
  removeEntries(input: Ids): Playlist
  restoreEntries(input: Ids): Playlist
  reorder(input: Ids): Playlist
  locate(input: LocateInput): { playlist: Playlist; doubt: LocateDoubt | null }
  unlocate(input: { id: number; entryId: number }): Playlist
  export(input: { id: number } & ExportOptions): Promise<ExportedPlaylist>
  import(input: ImportInput): Promise<PlaylistImport>
  send(input: SendOptions): Promise<SendProgress>
  sending(): SendProgress
  cancelSending(): SendProgress
  close(): Promise<void>
  /** Looks again for what is not in the library. */
  resolve(): Promise<void>
}

export function openPlaylists({
  db,
  index,
  announcer,
  media,
  rowContext,
}: PlaylistParts): Playlists {
  const smart = smartPlaylists(db, index, rowContext)
  const bin = createRemovedBin()
  const sending = createSending((progress) =>
    announcer.announce({ type: 'send.progress', progress }),
  )

  /** Tells the pages that playlists changed, once the change is made. */
  function changed<Result>(result: Result): Result {
    announcer.changed('playlists')
    return result
  }

  function trackIds(id: number): number[] {
    const { query } = getPlaylist(db, id)
    if (query) return Array.from(smart.trackIds(query))
    return playlistEntries(db, id).flatMap(({ trackId }) => trackId ?? [])
  }

  function playable(playlist: Playlist): PlayableTrack[] {
    const { id, query } = playlist
    return playableTracks(
      db,
      query ? ofTracks(Array.from(smart.trackIds(query))) : playlistEntries(db, id),
    )
  }

  return {
    trackIds,
    async list() {
      await smart.prepare(listPlaylists(db))
      return listPlaylists(db).map(smart.current)
    },
    async get(id) {
      await smart.prepare([getPlaylist(db, id)])
      const playlist = smart.current(getPlaylist(db, id))
      const entries = playlistEntries(db, id)
      const ids = entries.flatMap(({ trackId }) => trackId ?? [])
      const rows = new Map(trackRows(db, ids, rowContext()).map((row) => [row.id, row]))
      return {
        playlist,
        entries: entries.map(({ entryId, trackId, sought }) => ({
          entryId,
          track: rows.get(trackId ?? 0) ?? null,
          sought: sought && asTold(sought),
        })),
      }
    },
    create({ name, trackIds, query }) {
      const entries = ofTracks(trackIds)
      const made = createPlaylist(db, query ? { name, query } : { name, entries })
      return changed(smart.current(made))
    },
    rename: (input) => changed(smart.current(renamePlaylist(db, input))),
    follow: (input) => changed(smart.current(followQuery(db, input))),
    delete(id) {
      const deleted = deletePlaylist(db, id)
      if (deleted) bin.keepPlaylist(deleted)
      return changed({ deleted: deleted !== undefined })
    },
    restore(id) {
      const deleted = bin.takePlaylist(id)
      if (!deleted)
        throw problem('not-found', 'This playlist cannot be brought back any more.', {
          field: 'id',
        })
      return changed(smart.current(restorePlaylist(db, deleted)))
    },
    add: (input) => changed(addToPlaylist(db, input)),
    removeEntries(input) {
      const { playlist, removed } = removeFromPlaylist(db, input)
      bin.keepEntries(input.id, removed)
      return changed(playlist)
    },
    restoreEntries: ({ id, entryIds }) =>
      changed(restoreEntries(db, id, bin.takeEntries(id, entryIds))),
    reorder: (input) => changed(reorderPlaylist(db, input)),
    locate(input) {
      const { before, ...answer } = locateEntry(db, input)
      if (answer.doubt) return answer
      bin.keepLocated(input.id, before)
      return changed(answer)
    },
    unlocate({ id, entryId }) {
      const before = bin.takeLocated(id, entryId)
      if (!before)
        throw problem('not-found', 'What this entry was before cannot be brought back any more.', {
          field: 'entryId',
        })
      return changed(unlocateEntry(db, id, before))
    },
    export({ id, ...options }) {
      const playlist = getPlaylist(db, id)
      return exportPlaylist(playlist.name, playable(playlist), options)
    },
    import: async (input) => changed(await importPlaylist(db, media, input)),
    send({ id, ...options }) {
      const playlist = getPlaylist(db, id)
      return sending.start(playlist, playable(playlist), options)
    },
    sending: sending.progress,
    cancelSending: sending.cancel,
    close: sending.close,
    async resolve() {
      if ((await resolveSought(db)) > 0) announcer.changed('playlists')
    },
  }
}
