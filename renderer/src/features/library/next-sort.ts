import type { TrackSort } from '../../../../contract/track.ts'

interface Order {
  sort: TrackSort
  descending: boolean
}

const sortable = [
  'title',
  'artist',
  'album',
  'composer',
  'year',
  'duration',
  'format',
  'sound',
  'albumArtist',
  'trackNumber',
  'genre',
  'addedAt',
  'mode',
  'confidence',
  'modeState',
  'tonic',
  'tradition',
  'favourite',
] as const

/** The order after a column head was clicked: ascending, descending, then the library's own order again. */
export function nextSort(key: string, { sort, descending }: Order): Order {
  const column = sortable.find((name) => name === key)
  if (!column || (sort === column && descending)) return { sort: 'relevance', descending: false }
  return { sort: column, descending: sort === column }
}
