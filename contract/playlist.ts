import { oc } from '@orpc/contract'
import { z } from 'zod'
import { trackQuery, trackRow } from './track.ts'
import { trackId } from './track-id.ts'

const id = z.int().positive()
const name = z.string().trim().min(1).max(200)
const path = z.string().min(1).max(32_768)

export const playlistFormat = z.enum(['m3u8', 'xspf', 'pls', 'jspf', 'csv'])
export type PlaylistFormat = z.infer<typeof playlistFormat>

/** What a smart playlist follows: the first `limit` tracks of a query, or all. */
export const playlistQuery = trackQuery.extend({ limit: z.int().min(1).max(100_000).nullable() })
export type PlaylistQuery = z.infer<typeof playlistQuery>

export const playlist = z.object({
  id,
  name: z.string(),
  /** Entries, or the tracks that the query of a smart playlist finds now. */
  tracks: z.int(),
  /** Entries of them that are not in the library. */
  sought: z.int(),
  /** Seconds, of the tracks whose duration is known. */
  duration: z.number(),
  changedAt: z.int(),
  /** Not null for a smart playlist. */
  query: playlistQuery.nullable(),
})
export type Playlist = z.infer<typeof playlist>

/** What an imported file says of a track that the library does not have. */
export const soughtTrack = z.object({
  location: z.string().nullable(),
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  /** Seconds. */
  duration: z.number().nullable(),
})
export type SoughtTrack = z.infer<typeof soughtTrack>

/** One place in a playlist; the same track may stand in several. Exactly one of `track` and `sought` is not null. */
export const playlistEntry = z.object({
  entryId: id,
  track: trackRow.nullable(),
  sought: soughtTrack.nullable(),
})
export type PlaylistEntry = z.infer<typeof playlistEntry>

export const playlistImport = z.object({
  playlist,
  /** Entries whose tracks are in the library. */
  found: z.int(),
  /** By what they were found. `name` is title, artist and duration, or the last names of the path. */
  how: z.object({ path: z.int(), formerPlace: z.int(), identity: z.int(), name: z.int() }),
  /** The others, which stay in the playlist and are looked for again after each scan; at most 1,000 are told. */
  missing: z.array(soughtTrack),
})
export type PlaylistImport = z.infer<typeof playlistImport>

/** Why a track is hardly what an entry means: it is longer or shorter, or holds other sound than the file that is named. */
export const locateDoubt = z.object({
  why: z.enum(['length', 'content']),
  title: z.string(),
  /** Seconds. */
  duration: z.number().nullable(),
})
export type LocateDoubt = z.infer<typeof locateDoubt>

export const sendOptions = z.object({
  id,
  /** Absolute path of a folder on the engine's machine. */
  folder: path,
  /** Links are hard ones where they can be, else symbolic. */
  how: z.enum(['copy', 'link']).default('copy'),
  /** `numbered` is "01 Artist - Title", so that players without playlists keep the order. */
  names: z.enum(['numbered', 'original']).default('numbered'),
  /** `albums` is artist/album/file. */
  folders: z.enum(['flat', 'albums']).default('flat'),
})
export type SendOptions = z.infer<typeof sendOptions>

/** A playlist that is being sent to a folder, or the one that was sent last. */
export const sendProgress = z.object({
  state: z.enum(['none', 'running', 'done', 'cancelled', 'failed']),
  playlistId: id.nullable(),
  name: z.string(),
  folder: z.string(),
  /** Files. */
  done: z.int(),
  total: z.int(),
  bytes: z.number(),
  totalBytes: z.number(),
  secondsLeft: z.number().nullable(),
  /** Title of the track that is being sent. */
  current: z.string(),
  sent: z.int(),
  /** Files that lay there already. */
  skipped: z.int(),
  /** At most 1,000 are told, as of `missing`. */
  failures: z.array(z.object({ title: z.string(), message: z.string() })),
  /** Titles of tracks that have no file now. */
  missing: z.array(z.string()),
  /** The M3U8 beside the files. */
  list: z.string().nullable(),
  /** Why it failed. */
  message: z.string(),
})
export type SendProgress = z.infer<typeof sendProgress>

export const playlistContract = {
  list: oc.output(z.array(playlist)),
  /** A smart playlist has no entries; ask `track.list` for its query. */
  get: oc.input(z.object({ id })).output(z.object({ playlist, entries: z.array(playlistEntry) })),
  /** The tracks in their order, of an ordinary or a smart playlist. */
  trackIds: oc.input(z.object({ id })).output(z.object({ ids: z.array(trackId) })),
  /** With a `query` a smart playlist, which has no tracks of its own. */
  create: oc
    .input(
      z.object({
        name,
        trackIds: z.array(trackId).max(100_000).default([]),
        query: playlistQuery.optional(),
      }),
    )
    .output(playlist),
  rename: oc.input(z.object({ id, name })).output(playlist),
  /** Lets a smart playlist follow another query. Problem: invalid-input for an ordinary one. */
  follow: oc.input(z.object({ id, query: playlistQuery })).output(playlist),
  /** What is deleted or removed can be put back with the same ids until the engine stops. */
  delete: oc.input(z.object({ id })).output(z.object({ deleted: z.boolean() })),
  /** Puts a deleted playlist back. Problem: not-found. */
  restore: oc.input(z.object({ id })).output(playlist),
  /** Appends tracks, or inserts them before position `at` (0-based). Problem: invalid-input for a smart playlist. */
  add: oc
    .input(
      z.object({
        id,
        trackIds: z.array(trackId).min(1).max(100_000),
        at: z.int().min(0).optional(),
      }),
    )
    .output(playlist.extend({ entryIds: z.array(id) })),
  removeEntries: oc.input(z.object({ id, entryIds: z.array(id).min(1) })).output(playlist),
  /** Puts removed entries back where they were; those that cannot be are left out. */
  restoreEntries: oc.input(z.object({ id, entryIds: z.array(id).min(1) })).output(playlist),
  /** Puts the entries into the given order; must name each entry of the playlist once. */
  reorder: oc.input(z.object({ id, entryIds: z.array(id) })).output(playlist),
  /**
   * Says which track an entry that is not in the library means. Where the track is not what the playlist says of the
   * entry, nothing is changed unless it is to be so `anyway`, and the answer says what is doubted. Problem: not-found.
   */
  locate: oc
    .input(z.object({ id, entryId: id, trackId, anyway: z.boolean().default(false) }))
    .output(z.object({ playlist, doubt: locateDoubt.nullable() })),
  /** Takes back what was last said by `locate`, until the engine stops: the entry is again what it was. Problem: not-found. */
  unlocate: oc.input(z.object({ id, entryId: id })).output(playlist),
  /**
   * The text of a playlist file. With `destination` (an absolute file path) it is also written there, atomically.
   * Relative paths are relative to the destination's folder, else to `base`.
   */
  export: oc
    .input(
      z.object({
        id,
        format: playlistFormat.default('m3u8'),
        paths: z.enum(['absolute', 'relative']).default('absolute'),
        destination: z.string().max(32_768).optional(),
        base: z.string().max(32_768).optional(),
      }),
    )
    .output(
      z.object({
        fileName: z.string(),
        mime: z.string(),
        content: z.string(),
        tracks: z.int(),
        /** Titles left out: no file is known, or its name cannot be written in this format. */
        leftOut: z.array(z.string()),
      }),
    ),
  /**
   * Makes a playlist of a playlist file: of its content (base64, at most 32 MB), or of a file on the engine's machine (64
   * MB). Its tracks are looked for by place, identity and names. Problems: unrecognised-format, invalid-input, not-found,
   * timed-out.
   */
  import: oc
    .input(
      z.union([
        z.object({ fileName: z.string().min(1).max(1000), content: z.base64().max(44_739_244) }),
        z.object({ path }),
      ]),
    )
    .output(playlistImport),
  /**
   * Begins to send the files of a playlist to a folder, with an M3U8 beside them; `send.progress` tells of it. Replaces
   * nothing. Problems: invalid-input while another one is being sent, not-found, permission-denied, disk-full.
   */
  send: oc.input(sendOptions).output(sendProgress),
  sending: oc.output(sendProgress),
  cancelSending: oc.output(sendProgress),
}
