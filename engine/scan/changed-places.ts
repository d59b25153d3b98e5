import { relative, sep } from 'node:path'

const MOST_PLACES = 200

/**
 * What to look at after events on some absolute paths: places relative to the folder, with `/`, none
 * inside another; null for the whole folder, when there are too many. A place whose name did not
 * survive as text stands for the nearest directory above it that did.
 */
export function changedPlaces(
  folder: string,
  paths: Iterable<string>,
  isIgnored: (name: string) => boolean,
): string[] | null {
  const places = new Set<string>()
  for (const path of paths) {
    const names = relative(folder, path).split(sep)
    if (names[0] === '..') continue
    if (names.some(isIgnored)) continue
    const unsure = names.findIndex((name) => name.includes('\uFFFD'))
    const place = (unsure < 0 ? names : names.slice(0, unsure)).join('/')
    if (place === '') return null
    places.add(place)
  }
  const outermost = withoutNested(places)
  if (outermost.length <= MOST_PLACES) return outermost
  const parents = new Set(outermost.map((place) => place.slice(0, place.lastIndexOf('/'))))
  if (parents.has('')) return null
  const wider = withoutNested(parents)
  return wider.length <= MOST_PLACES ? wider : null
}

function withoutNested(places: ReadonlySet<string>): string[] {
  return [...places].filter((place) => {
    for (let end = place.indexOf('/'); end >= 0; end = place.indexOf('/', end + 1))
      if (places.has(place.slice(0, end))) return false
    return true
  })
}
