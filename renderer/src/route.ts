import { useMemo, useSyncExternalStore } from 'react'
import type { BrowseFilter } from '../../contract/browse.ts'
import type { AlbumSort } from '../../contract/collection.ts'
import type { Taught } from '../../contract/head.ts'
import type { TrackSort } from '../../contract/track.ts'
import { everything, isVocabulary, readFilter, writeFilter } from './features/browse/filter.ts'

/** Which tracks the library's table shows; its own order (`relevance`) is by time of adding in `recent`. */
export type LibraryView = 'tracks' | 'favourites' | 'recent'

export type Route =
  | {
      page: 'library'
      view: LibraryView
      search: string
      sort: TrackSort
      descending: boolean
    }
  | { page: 'albums'; search: string; sort: AlbumSort; descending: boolean }
  /** `albumArtist` is empty for an album whose files name none. */
  | { page: 'album'; album: string; albumArtist: string }
  | { page: 'artists'; search: string }
  | { page: 'artist'; artist: string }
  | {
      page: 'browse'
      search: string
      sort: TrackSort
      descending: boolean
      filter: BrowseFilter
    }
  | { page: 'mode'; trackId: number }
  /** None, one or several tracks, at most a hundred; `blend` 0 is sound alone, 1 mode alone, null the engine's choice. */
  | { page: 'similar'; trackIds: readonly number[]; blend: number | null }
  /** Everything that is taught, or one of it. */
  | { page: 'teach'; subject: Taught | null }
  | { page: 'playlist'; id: number }
  | { page: 'problems' }
  | { page: 'settings' }

export const libraryRoute = libraryView('tracks')

/** A view of the library in its own order. */
export function libraryView(view: LibraryView): Route {
  return { page: 'library', view, search: '', sort: 'relevance', descending: false }
}

export const albumsRoute = {
  page: 'albums',
  search: '',
  sort: 'artist',
  descending: false,
} as const satisfies Route

export const artistsRoute = { page: 'artists', search: '' } as const satisfies Route

export const browseRoute = {
  page: 'browse',
  search: '',
  sort: 'relevance',
  descending: false,
  filter: everything,
} satisfies Route

export const teachRoute = { page: 'teach', subject: null } as const satisfies Route

const sorts: Record<TrackSort, true> = {
  relevance: true,
  title: true,
  artist: true,
  album: true,
  composer: true,
  genre: true,
  year: true,
  duration: true,
  format: true,
  addedAt: true,
  sound: true,
  albumArtist: true,
  trackNumber: true,
  mode: true,
  confidence: true,
  modeState: true,
  tonic: true,
  tradition: true,
  favourite: true,
}

const albumSorts: Record<AlbumSort, true> = { artist: true, title: true, year: true, added: true }

function oneOf<Name extends string>(names: Record<Name, unknown>, text: string | null | undefined) {
  return text && Object.hasOwn(names, text) ? (text as Name) : undefined
}

const views: Record<LibraryView, true> = { tracks: true, favourites: true, recent: true }

/** The route a hash names; the library when it names none. */
export function parseRoute(hash: string): Route {
  const url = new URL(hash.replace(/^#/, ''), 'page:///')
  const [page, id] = url.pathname.split('/').filter(Boolean)
  const number = id !== undefined && /^[1-9]\d*$/.test(id) ? Number(id) : null
  if (page === 'similar') return { page, trackIds: readIds(id), blend: readBlend(url.searchParams) }
  if (page === 'mode' && number !== null) return { page, trackId: number }
  if (page === 'playlist' && number !== null) return { page, id: number }
  if (page === 'problems' || page === 'settings') return { page }
  const text = (name: string) => url.searchParams.get(name) ?? ''
  if (page === 'album' && text('name'))
    return { page, album: text('name'), albumArtist: text('artist') }
  if (page === 'artist' && text('name')) return { page, artist: text('name') }
  if (page === 'teach') return { page, subject: readSubject(url.searchParams) }
  const search = text('search')
  if (page === 'artists') return { ...artistsRoute, search }
  const descending = url.searchParams.has('descending')
  if (page === 'albums')
    return {
      page,
      search,
      sort: oneOf(albumSorts, text('sort')) ?? albumsRoute.sort,
      descending,
    }
  const list = { search, sort: oneOf(sorts, text('sort')) ?? 'relevance', descending }
  if (page === 'browse') return { page, ...list, filter: readFilter(url.searchParams) }
  return { page: 'library', view: oneOf(views, id) ?? 'tracks', ...list }
}

/** As many tracks can be asked about together. */
export const mostSeeds = 100

function readIds(text: string | undefined): number[] {
  const ids = (text ?? '').split(',').filter((id) => /^[1-9]\d{0,15}$/.test(id))
  return [...new Set(ids.map(Number))].slice(0, mostSeeds)
}

function readBlend(query: URLSearchParams): number | null {
  const text = query.get('blend')
  const blend = Number(text)
  return text && blend >= 0 && blend <= 1 ? blend : null
}

function readSubject(query: URLSearchParams): Taught | null {
  const vocabulary = query.get('vocabulary') ?? undefined
  return isVocabulary(vocabulary) ? { vocabulary, tag: query.get('tag') || null } : null
}

/** The hash of a route: what `parseRoute` reads back. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'library':
    case 'browse': {
      const query = new URLSearchParams()
      if (route.search) query.set('search', route.search)
      if (route.sort !== 'relevance') query.set('sort', route.sort)
      if (route.descending) query.set('descending', '')
      if (route.page === 'browse') writeFilter(route.filter, query)
      const view = route.page === 'library' && route.view !== 'tracks' ? `/${route.view}` : ''
      return withQuery(`#/${route.page}${view}`, query)
    }
    case 'albums': {
      const query = new URLSearchParams()
      if (route.search) query.set('search', route.search)
      if (route.sort !== albumsRoute.sort) query.set('sort', route.sort)
      if (route.descending) query.set('descending', '')
      return withQuery('#/albums', query)
    }
    case 'artists':
      return withQuery('#/artists', new URLSearchParams(route.search && { search: route.search }))
    case 'album': {
      const query = new URLSearchParams({ name: route.album })
      if (route.albumArtist) query.set('artist', route.albumArtist)
      return withQuery('#/album', query)
    }
    case 'artist':
      return withQuery('#/artist', new URLSearchParams({ name: route.artist }))
    case 'similar': {
      const ids = route.trackIds.slice(0, mostSeeds).join(',')
      const path = ids === '' ? '#/similar' : `#/similar/${ids}`
      return route.blend === null ? path : `${path}?blend=${route.blend}`
    }
    case 'teach': {
      const query = new URLSearchParams()
      if (route.subject) query.set('vocabulary', route.subject.vocabulary)
      if (route.subject?.tag) query.set('tag', route.subject.tag)
      return withQuery('#/teach', query)
    }
    case 'mode':
      return `#/mode/${route.trackId}`
    case 'playlist':
      return `#/playlist/${route.id}`
    case 'problems':
    case 'settings':
      return `#/${route.page}`
  }
}

/** Whether two routes are the same place, whatever is searched for there and in which order it is shown. */
export function isSamePlace(one: Route, other: Route): boolean {
  return placeOf(one) === placeOf(other)
}

function placeOf(route: Route): string {
  const hash = formatRoute(route)
  return route.page === 'library' || route.page === 'browse' ? (hash.split('?')[0] ?? hash) : hash
}

function withQuery(path: string, query: URLSearchParams): string {
  return query.size === 0 ? path : `${path}?${query}`
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('hashchange', listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('hashchange', listener)
    window.removeEventListener('popstate', listener)
  }
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}

/** Goes to a route. `replace` leaves no step to come back to, e.g. for each letter of a search. */
export function navigate(route: Route, { replace = false } = {}) {
  const hash = formatRoute(route)
  if (hash === location.hash) return
  if (replace) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  for (const listener of listeners) listener()
}
