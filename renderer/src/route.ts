import { useMemo, useSyncExternalStore } from 'react'
import type { BrowseFilter } from '../../contract/browse.ts'
import type { TrackSort } from '../../contract/track.ts'
import { everything, readFilter, writeFilter } from './features/browse/filter.ts'

export type Route =
  | { page: 'library'; search: string; sort: TrackSort; descending: boolean }
  | {
      page: 'browse'
      search: string
      sort: TrackSort
      descending: boolean
      filter: BrowseFilter
    }
  | { page: 'mode'; trackId: number }
  /** `blend` 0 is sound alone, 1 mode alone; null leaves it to the engine. */
  | { page: 'similar'; trackId: number | null; blend: number | null }
  | { page: 'playlist'; id: number }
  | { page: 'problems' }
  | { page: 'settings' }

export const libraryRoute: Route = {
  page: 'library',
  search: '',
  sort: 'relevance',
  descending: false,
}

export const browseRoute: Route = {
  page: 'browse',
  search: '',
  sort: 'relevance',
  descending: false,
  filter: everything,
}

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
}

function isSort(text: string | null): text is TrackSort {
  return text !== null && Object.hasOwn(sorts, text)
}

/** The route a hash names; the library when it names none. */
export function parseRoute(hash: string): Route {
  const url = new URL(hash.replace(/^#/, ''), 'page:///')
  const [page, id] = url.pathname.split('/').filter(Boolean)
  const number = id !== undefined && /^[1-9]\d*$/.test(id) ? Number(id) : null
  if (page === 'similar') return { page, trackId: number, blend: readBlend(url.searchParams) }
  if (page === 'mode' && number !== null) return { page, trackId: number }
  if (page === 'playlist' && number !== null) return { page, id: number }
  if (page === 'problems' || page === 'settings') return { page }
  const sort = url.searchParams.get('sort')
  const list = {
    search: url.searchParams.get('search') ?? '',
    sort: isSort(sort) ? sort : 'relevance',
    descending: url.searchParams.has('descending'),
  }
  if (page === 'browse') return { page, ...list, filter: readFilter(url.searchParams) }
  return { page: 'library', ...list }
}

function readBlend(query: URLSearchParams): number | null {
  const text = query.get('blend')
  const blend = Number(text)
  return text && blend >= 0 && blend <= 1 ? blend : null
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
      return query.size === 0 ? `#/${route.page}` : `#/${route.page}?${query}`
    }
    case 'similar': {
      const path = route.trackId === null ? '#/similar' : `#/similar/${route.trackId}`
      return route.blend === null ? path : `${path}?blend=${route.blend}`
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
