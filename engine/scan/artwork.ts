import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import sharp from 'sharp'
import { childPath, joinPath, parentPath, type RelativePath, toText } from './file-name.ts'

/** A small picture to show and to store. */
export interface Thumbnail {
  mime: 'image/webp'
  /** At most 40 KB, at most 300 pixels each way. */
  bytes: Uint8Array
  /** Of `bytes`, 32 bytes. */
  sha256: Uint8Array
}

const sidePixels = 300
const largestThumbnail = 40 * 1024
const largestPicture = 32 << 20
const mostPixels = 100e6
const qualities = [78, 60, 40, 20]

/** Only these are decoded: never SVG, PDF or anything else that can refer to other files or run for long. */
const signatures = [
  [0, 'ffd8ff'],
  [0, '89504e470d0a1a0a'],
  [0, '47494638'],
  [8, '57454250'],
] as const

function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  return signatures.some(([at, signature]) => head.startsWith(signature, at * 2))
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

/** Makes a thumbnail; undefined when it is no picture, a damaged, an oversized or a hostile one. */
export async function thumbnail(picture: Uint8Array): Promise<Thumbnail | undefined> {
  if (picture.length > largestPicture || !isPicture(picture)) return undefined
  try {
    const small = await sharp(picture, {
      limitInputPixels: mostPixels,
      failOn: 'error',
      animated: false,
      sequentialRead: true,
    })
      .timeout({ seconds: 5 })
      .rotate()
      .resize(sidePixels, sidePixels, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = small.info
    for (const quality of qualities) {
      const bytes = await sharp(small.data, { raw: { width, height, channels } })
        .webp({ quality, effort: 2 })
        .toBuffer()
      if (bytes.length <= largestThumbnail)
        return { mime: 'image/webp', bytes, sha256: sha256(bytes) }
    }
  } catch {
    return undefined
  }
  return undefined
}

const rememberedPictures = 64
const folderPictureLifetimeMs = 30_000

/** Forgets the eldest beyond `limit`. */
function remember<K, V>(memory: Map<K, V>, key: K, value: V, limit: number): V {
  memory.set(key, value)
  if (memory.size > limit) memory.delete(memory.keys().next().value ?? key)
  return value
}

const bySource = new Map<string, Promise<Thumbnail | undefined>>()

/** As {@link thumbnail}, made once for the tracks of an album that carry the same picture. */
export function embeddedThumbnail(picture: Uint8Array): Promise<Thumbnail | undefined> {
  if (picture.length > largestPicture) return Promise.resolve(undefined)
  const key = Buffer.from(sha256(picture)).toString('hex')
  return bySource.get(key) ?? remember(bySource, key, thumbnail(picture), rememberedPictures)
}

const folderPicture = /^(cover|folder|front|album|albumart)\.(jpe?g|png|webp)$/i
const preference = ['cover', 'folder', 'front', 'album', 'albumart']

function rank(name: string): number {
  return preference.indexOf(name.slice(0, name.indexOf('.')).toLowerCase())
}

async function findFolderPicture(
  folder: string,
  directory: RelativePath,
): Promise<Thumbnail | undefined> {
  try {
    const names = readdirSync(joinPath(folder, directory), { encoding: 'buffer' })
    const candidates = names
      .filter((name) => name.length < 20 && folderPicture.test(toText(name)))
      .sort((a, b) => rank(toText(a)) - rank(toText(b)) || Buffer.compare(a, b))
    for (const name of candidates) {
      const path = joinPath(folder, childPath(directory, name))
      const found = statSync(path)
      if (!found.isFile() || found.size > largestPicture) continue
      const made = await thumbnail(readFileSync(path))
      if (made) return made
    }
  } catch {
    return undefined
  }
  return undefined
}

const byDirectory = new Map<string, { at: number; found: Promise<Thumbnail | undefined> }>()

/**
 * Thumbnail of the cover, folder, front, album or albumart picture (jpg, png, webp; any case) beside a
 * file, in that order. Remembered for 30 s per directory.
 */
export function folderThumbnail(
  folder: string,
  file: RelativePath,
): Promise<Thumbnail | undefined> {
  const directory = parentPath(file)
  const key = Buffer.from(joinPath(folder, directory)).toString('latin1')
  const known = byDirectory.get(key)
  if (known && Date.now() - known.at < folderPictureLifetimeMs) return known.found
  const found = findFolderPicture(folder, directory)
  return remember(byDirectory, key, { at: Date.now(), found }, rememberedPictures).found
}
