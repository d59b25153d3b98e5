import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { isProblem } from '../../contract/problem.ts'
import { packBroken, tooLarge } from './pack-problem.ts'

/** A pack has two files; a README and pictures beside them do no harm. */
const MOST_ENTRIES = 1_000
const STORED = 0
const DEFLATED = 8
/** What yauzl says of names such as `../x`, `/x` and `..\\x`. */
const astray = /^(invalid relative path|absolute path|invalid characters in fileName)/
const inflate = promisify(inflateRaw)

/**
 * Files of a zip by name, of those that `limits` names with the bytes each may have; they lie at its top, or all in one
 * folder. Nothing is unpacked to disk, and nothing inflated beyond its limit. Problem: `pack-broken` for a zip that is
 * cut, damaged, encrypted, or made to lead astray.
 */
export async function readZip(
  bytes: Buffer,
  limits: Readonly<Record<string, number>>,
): Promise<Map<string, Buffer>> {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true })
    if (zip.entryCount > MOST_ENTRIES) throw packBroken('it has far too many files')
    const files = new Map<string, Buffer>()
    for (const [name, entry] of await entriesOf(zip, limits))
      files.set(name, await contents(zip, bytes, entry, limits[name]!))
    return files
  } catch (error) {
    if (isProblem(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    if (astray.test(reason))
      throw packBroken('its zip has a file whose name leads out of it', error)
    throw packBroken(`its zip cannot be read (${reason})`, error)
  }
}

/** The entries that are wanted, by their name below the folder that all of them lie in. */
async function entriesOf(
  zip: ZipFile,
  limits: Readonly<Record<string, number>>,
): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  const folders = new Set<string>()
  for await (const entry of zip.eachEntry()) {
    const [, folder = '', name = ''] = /^([^/]+\/)?([^/]+)$/.exec(entry.fileName) ?? []
    if (!Object.hasOwn(limits, name)) continue
    if (entries.has(name)) throw packBroken(`${name} is there twice`)
    entries.set(name, entry)
    folders.add(folder)
  }
  if (folders.size > 1) throw packBroken('its files lie in several folders')
  return entries
}

async function contents(zip: ZipFile, bytes: Buffer, entry: Entry, limit: number): Promise<Buffer> {
  const { fileName, compressionMethod, compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) throw packBroken(`${fileName} is encrypted`)
  if (uncompressedSize > limit) throw tooLarge(fileName, limit)
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const packed = bytes.subarray(fileDataStart, fileDataStart + compressedSize)
  if (packed.length !== compressedSize) throw packBroken(`${fileName} ends too early`)
  let content: Buffer
  if (compressionMethod === STORED) content = Buffer.from(packed)
  else if (compressionMethod === DEFLATED)
    content = await inflate(packed, { maxOutputLength: uncompressedSize + 1 })
  else throw packBroken(`${fileName} is compressed in a way that Naghma does not read`)
  if (content.length !== uncompressedSize || crc32(content) !== entry.crc32)
    throw packBroken(`${fileName} is damaged`)
  return content
}
