import { isAbsolute, resolve } from 'node:path'
import { fromUri, isElsewhere, percentDecoded } from './formats/file-uri.ts'

const windowsRoot = /^([A-Za-z]:[\\/]|\\\\)/

/**
 * The absolute paths that a location may mean, likeliest first: as it stands, as a `file:` URI, percent-decoded (some
 * programs encode where they should not), without spaces around it. Relative ones start at `base`, the folder of the
 * playlist file; without one there is no telling.
 */
export function locationPaths(location: string, base: string | null): string[] {
  if (isElsewhere(location)) return []
  const readings = [location, location.trim()]
  if (/^file:/i.test(location)) readings.unshift(fromUri(location))
  else if (/%[0-9a-f]{2}/i.test(location)) readings.push(percentDecoded(location) ?? location)
  const paths = readings.flatMap((path) => {
    if (isAbsolute(path)) return [resolve(path)]
    if (base === null || windowsRoot.test(path)) return []
    return [resolve(base, path), resolve(base, path.replaceAll('\\', '/'))]
  })
  return [...new Set(paths)]
}

/** The names on the way to a location, whichever system wrote it; folded for comparison. */
export function locationParts(location: string): string[] {
  const path = /^file:/i.test(location) ? fromUri(location) : location
  return pathParts(path.replaceAll('\\', '/'))
}

/** The names of a path with `/` between them, in a form in which systems that spell them differently agree. */
export function pathParts(path: string): string[] {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
}

/** An absolute path as `former_place` holds it. */
export function formerPlaceKey(path: string): string {
  return path.replaceAll('\\', '/')
}
