import { expect, test } from 'vitest'
import { formatRoute, libraryRoute, parseRoute, type Route } from './route.ts'

const routes: Route[] = [
  libraryRoute,
  { page: 'library', search: 'Hicâz & ünlü #1 %?', sort: 'year', descending: true },
  { page: 'similar', trackId: null },
  { page: 'similar', trackId: 12 },
  { page: 'playlist', id: 3 },
  { page: 'problems' },
  { page: 'settings' },
]

test.each(routes)('$page is read back as it was written', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route)
})

test.each(['', '#', '#/', '#/nowhere', '#/playlist', '#/playlist/x', '#/playlist/0'])(
  '"%s" leads to the library',
  (hash) => {
    expect(parseRoute(hash)).toEqual(libraryRoute)
  },
)

test('an unknown order is no order', () => {
  expect(parseRoute('#/library?sort=colour&search=a')).toEqual({ ...libraryRoute, search: 'a' })
})
