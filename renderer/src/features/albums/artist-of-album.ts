import type { TFunction } from 'i18next'
import type { AlbumRow } from '../../../../contract/collection.ts'

/** Whose album it is: the album artist, else the artists of its tracks, as far as a line can name them. */
export function artistOfAlbum(t: TFunction, album: AlbumRow): string {
  const { albumArtist, artists, artistCount } = album
  if (albumArtist) return albumArtist
  if (artistCount === 0) return t('album.unknownArtist')
  return artistCount > artists.length ? t('album.various') : artists.join(', ')
}
