import { oc } from '@orpc/contract'
import { z } from 'zod'
import { language } from './language.ts'
import { albumName } from './track.ts'
import { trackId } from './track-id.ts'

export const albumSort = z.enum(['artist', 'title', 'year', 'added'])
export type AlbumSort = z.infer<typeof albumSort>

/** Tracks with the same album and album artist in their tags; tracks without an album belong to none. */
export const albumRow = albumName.extend({
  /** Artists of its tracks, at most three; `artistCount` is how many there are. */
  artists: z.array(z.string()),
  artistCount: z.int(),
  /** Of the earliest of its tracks. */
  year: z.int().nullable(),
  tracks: z.int(),
  /** Seconds, of the tracks whose duration is known. */
  duration: z.number(),
  /** A track whose picture is the cover. */
  artworkTrackId: trackId.nullable(),
  /** Of the track that was added last. */
  addedAt: z.int(),
})
export type AlbumRow = z.infer<typeof albumRow>

export const artistRow = z.object({
  /** The first track of the artist. */
  trackId,
  artist: z.string(),
  tracks: z.int(),
  albums: z.int(),
})
export type ArtistRow = z.infer<typeof artistRow>

/** A part of a list of names; `search` as for tracks. */
const namePage = z.object({
  search: z.string().max(500).default(''),
  language: language.default('en'),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(200),
})

export const albums = {
  list: oc
    .input(
      namePage.extend({
        /** Only albums with tracks of this artist, or of which it is the album artist. */
        artist: z.string().max(1000).optional(),
        /** Only this album. */
        album: albumName.optional(),
        sort: albumSort.default('artist'),
        descending: z.boolean().default(false),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(albumRow) })),
}

export const artists = {
  /** Artists of tracks by name. */
  list: oc.input(namePage).output(z.object({ total: z.int(), rows: z.array(artistRow) })),
}
