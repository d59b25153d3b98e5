import { oc } from '@orpc/contract'
import { z } from 'zod'
import { trackRow } from './track.ts'
import { trackId } from './track-id.ts'

const id = z.int().positive()
const name = z.string().trim().min(1).max(200)
export const playlist = z.object({
  id,
  name: z.string(),
  tracks: z.int(),
  /** Seconds, of the tracks whose duration is known. */
  duration: z.number(),
  changedAt: z.int(),
})
export type Playlist = z.infer<typeof playlist>

/** One place in a playlist; the same track may stand in several. */
const entry = z.object({ entryId: id, track: trackRow })

export const playlistContract = {
  list: oc.output(z.array(playlist)),
  get: oc.input(z.object({ id })).output(z.object({ playlist, entries: z.array(entry) })),
  create: oc
    .input(z.object({ name, trackIds: z.array(trackId).max(100_000).default([]) }))
    .output(playlist),
  rename: oc.input(z.object({ id, name })).output(playlist),
  delete: oc.input(z.object({ id })).output(z.object({ deleted: z.boolean() })),
  /** Appends tracks, or inserts them before position `at` (0-based). */
  add: oc
    .input(
      z.object({
        id,
        trackIds: z.array(trackId).min(1).max(100_000),
        at: z.int().min(0).optional(),
      }),
    )
    .output(playlist),
  removeEntries: oc.input(z.object({ id, entryIds: z.array(id).min(1) })).output(playlist),
  /** Puts the entries into the given order; must name each entry of the playlist once. */
  reorder: oc.input(z.object({ id, entryIds: z.array(id) })).output(playlist),
  /**
   * M3U8 text (UTF-8, #EXTM3U, EXTINF). With `destination` (an absolute file path) it is also written there,
   * atomically. Relative paths are relative to the destination's folder, else to `base`.
   */
  export: oc
    .input(
      z.object({
        id,
        paths: z.enum(['absolute', 'relative']).default('absolute'),
        destination: z.string().max(32_768).optional(),
        base: z.string().max(32_768).optional(),
      }),
    )
    .output(
      z.object({
        fileName: z.string(),
        content: z.string(),
        tracks: z.int(),
        /** Tracks left out because none of their files has a name that UTF-8 text can hold. */
        leftOut: z.array(z.string()),
      }),
    ),
}
