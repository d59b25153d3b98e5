/** Its colon is not encoded: a folder of POSIX that is called `C:` has it as `%3A`. */
const windowsDrive = /^file:\/\/(localhost)?\/[A-Za-z]:(\/|$)/i
const scheme = /^[A-Za-z][A-Za-z0-9+.-]+:/

/** True for the address of something that is not a file: a stream, a web page. */
export function isElsewhere(location: string): boolean {
  return scheme.test(location) && !/^file:/i.test(location)
}

function encodePart(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/**
 * A path as a URI reference (RFC 3986): `file:///` for absolute ones, also of Windows (`C:\Music`, `\\server\share`);
 * relative ones stay relative. What is already an address is left as it is.
 */
export function toUri(path: string): string {
  if (isElsewhere(path)) return path
  const drive = /^([A-Za-z]:)[\\/](.*)$/s.exec(path)
  if (drive) return `file:///${drive[1]}/${encodeParts(drive[2]!.replaceAll('\\', '/'))}`
  if (path.startsWith('\\\\')) return `file:${encodeParts(path.replaceAll('\\', '/'))}`
  return path.startsWith('/') ? `file://${encodeParts(path)}` : encodeParts(path)
}

function encodeParts(path: string): string {
  return path.split('/').map(encodePart).join('/')
}

/** The text with its percent-encoding undone; null when that is not valid UTF-8. */
export function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The path that a URI reference means; the address itself when it is not of a file, or cannot be decoded. */
export function fromUri(uri: string): string {
  if (isElsewhere(uri)) return uri
  const path = percentDecoded(uri)
  if (path === null) return uri
  if (!/^file:/i.test(path)) return path
  const rest = path.slice('file:'.length).replace(/^\/\/localhost\//i, '///')
  if (!rest.startsWith('///')) return rest
  return rest.slice(windowsDrive.test(uri) ? 3 : 2)
}
