import { sep } from 'node:path'

const windows = process.platform === 'win32'
const slash = 0x2f
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * A place below a folder: the names on the way joined by `/` (0x2f), as the exact bytes found on disk.
 * On POSIX a name is any bytes, so NFC, NFD and invalid UTF-8 are kept as they are and reach the same
 * file again; two spellings that look alike are two places. On Windows names are UTF-16 and these are
 * their UTF-8 bytes; the one thing that cannot be kept there is a name with an unpaired surrogate.
 */
export type RelativePath = Uint8Array

/** Bytes that are not valid UTF-8 become U+FFFD: never open a file by it. To show it, see {@link displayPath}. */
export function toText(path: RelativePath): string {
  return decoder.decode(path)
}

/** Controls, which steer terminals, and what makes a name read as another (line separators, bidi overrides). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: hiding them is the purpose.
const unshowable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** For display and search only: as {@link toText}, on one line, with U+FFFD for what should not be shown either. */
export function displayPath(path: RelativePath): string {
  return toText(path).replace(unshowable, '\ufffd')
}

/** The path to open: a Buffer on POSIX, a string with backslashes on Windows. `folder` is absolute. */
export function joinPath(folder: string, relative: RelativePath): string | Buffer {
  const root = folder.endsWith(sep) || folder.endsWith('/') ? folder : `${folder}${sep}`
  if (windows) return root + toText(relative).replaceAll('/', sep)
  return Buffer.concat([Buffer.from(root), relative])
}

/** `name` below `parent`; an empty parent is the folder itself. */
export function childPath(parent: RelativePath, name: Uint8Array): Buffer {
  if (parent.length === 0) return Buffer.from(name)
  return Buffer.concat([parent, Uint8Array.of(slash), name])
}

/** The last name of a path. */
export function lastName(path: RelativePath): Uint8Array {
  return path.subarray(path.lastIndexOf(slash) + 1)
}

/** The path of the folder that holds it; empty for a file directly in the folder. */
export function parentPath(path: RelativePath): Uint8Array {
  return path.subarray(0, Math.max(0, path.lastIndexOf(slash)))
}

/** Lower case without the dot; empty when there is none, or nothing but an extension. */
export function extensionOf(name: Uint8Array): string {
  const dot = name.lastIndexOf(0x2e)
  if (dot <= 0 || name.length - dot > 12) return ''
  return toText(name.subarray(dot + 1)).toLowerCase()
}
