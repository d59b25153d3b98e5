import { expect, test } from 'vitest'
import {
  albumsRoute,
  artistsRoute,
  browseRoute,
  formatRoute,
  libraryRoute,
  libraryView,
  parseRoute,
  type Route,
} from './route.ts'

const routes: Route[] = [
  libraryRoute,
  {
    page: 'library',
    view: 'tracks',
    search: 'Hicâz & ünlü #1 %?',
    sort: 'year',
    descending: true,
  },
  libraryView('favourites'),
  { page: 'library', view: 'recent', search: 'ney', sort: 'relevance', descending: false },
  albumsRoute,
  { page: 'albums', search: 'Ελληνικά & more', sort: 'year', descending: true },
  { page: 'album', album: 'Gönül #1?', albumArtist: 'Münir & Nurettin' },
  { page: 'album', album: 'Nobody’s', albumArtist: '' },
  artistsRoute,
  { page: 'artists', search: 'şe' },
  { page: 'artist', artist: '50% / Ali Ufkî' },
  browseRoute,
  {
    page: 'browse',
    search: 'ney',
    sort: 'title',
    descending: true,
    filter: {
      traditions: ['turkish'],
      tags: [{ vocabulary: 'makam', tag: 'hicaz' }],
      artists: ['Ali & Ufkî #2'],
      unsure: true,
      threshold: 0.8,
    },
  },
  { page: 'mode', trackId: 7 },
  { page: 'similar', trackIds: [], blend: null },
  { page: 'similar', trackIds: [12], blend: null },
  { page: 'similar', trackIds: [12, 3, 4711], blend: 0.75 },
  { page: 'teach', subject: null },
  { page: 'teach', subject: { vocabulary: 'own', tag: 'wedding-dances' } },
  { page: 'teach', subject: { vocabulary: 'makam', tag: null } },
  { page: 'playlist', id: 3 },
  { page: 'problems' },
  { page: 'settings' },
]

test.each(routes)('$page is read back as it was written', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route)
})

test.each([
  '',
  '#',
  '#/',
  '#/nowhere',
  '#/playlist',
  '#/playlist/x',
  '#/playlist/0',
  '#/mode',
  '#/mode/x',
  '#/library/elsewhere',
  '#/album',
  '#/artist?name=',
])('"%s" leads to the library', (hash) => {
  expect(parseRoute(hash)).toEqual(libraryRoute)
})

test('a blend that is none is left to the engine', () => {
  for (const blend of ['', '2', '-1', 'x'])
    expect(parseRoute(`#/similar/3?blend=${blend}`)).toEqual({
      page: 'similar',
      trackIds: [3],
      blend: null,
    })
})

test('what is no track is left out of a question, and what is asked twice', () => {
  expect(parseRoute('#/similar/3,x,0,3,5')).toMatchObject({ trackIds: [3, 5] })
  const many = Array.from({ length: 150 }, (_, n) => n + 1)
  expect(parseRoute(`#/similar/${many}`)).toMatchObject({ trackIds: many.slice(0, 100) })
})

test('an unknown order is no order', () => {
  expect(parseRoute('#/library?sort=colour&search=a')).toEqual({ ...libraryRoute, search: 'a' })
})
