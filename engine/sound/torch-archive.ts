import type { FileHandle } from 'node:fs/promises'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { isProblem, problem } from '../../contract/problem.ts'
import { elementBytes, readFully, type StoredTensor, truncated } from './stored-tensor.ts'
import { type PickledTensor, unpickleTensors } from './unpickle.ts'

/** A full-size checkpoint has 213 entries and a 26 KB pickle; these bounds only stop absurd files. */
const MAX_ENTRIES = 20_000
const MAX_PICKLE_BYTES = 16 * 1024 * 1024

function unreadable(reason: string): Error {
  return problem('checkpoint-unreadable', `The weights are not a PyTorch archive: ${reason}.`)
}

/** Reads for yauzl, whose own reader throws past every handler when a damaged zip points outside its file. */
class BoundedReader extends RandomAccessReader {
  readonly #file: FileHandle
  readonly #size: number

  constructor(file: FileHandle, size: number) {
    super()
    this.#file = file
    this.#size = size
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position < 0 || position + length > this.#size) {
      setImmediate(callback, truncated())
      return
    }
    readFully(this.#file, buffer.subarray(offset, offset + length), position).then(
      () => callback(null),
      callback,
    )
  }
}

/** Bytes of a stored entry in the file. The local header is what says where they begin. */
async function entryRange(
  archive: ZipFile,
  entry: Entry,
  fileSize: number,
): Promise<{ start: number; size: number }> {
  if (entry.compressionMethod !== 0 || entry.isEncrypted())
    throw unreadable(`${entry.fileName} is compressed or encrypted`)
  const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true })
  if (fileDataStart + entry.compressedSize > fileSize) throw truncated()
  return { start: fileDataStart, size: entry.compressedSize }
}

async function readEntries(archive: ZipFile): Promise<Map<string, Entry>> {
  if (archive.entryCount > MAX_ENTRIES) throw unreadable('it has too many entries')
  const entries = new Map<string, Entry>()
  for await (const entry of archive.eachEntry()) entries.set(entry.fileName, entry)
  return entries
}

/** The tensors of a `pytorch_model.bin`, each with its place in the file. */
async function locate(
  file: FileHandle,
  fileSize: number,
  archive: ZipFile,
): Promise<Map<string, StoredTensor>> {
  const entries = await readEntries(archive)
  const pickles = [...entries.values()].filter((entry) => /^[^/]+\/data\.pkl$/.test(entry.fileName))
  const [pickle] = pickles
  if (pickle === undefined || pickles.length > 1) throw unreadable('it has not one data.pkl')
  const root = pickle.fileName.slice(0, -'data.pkl'.length)

  async function contents(entry: Entry): Promise<Uint8Array> {
    const { start, size } = await entryRange(archive, entry, fileSize)
    if (size > MAX_PICKLE_BYTES) throw unreadable(`${entry.fileName} is too large`)
    const bytes = new Uint8Array(size)
    await readFully(file, bytes, start)
    return bytes
  }

  const byteOrder = entries.get(`${root}byteorder`)
  if (byteOrder && new TextDecoder().decode(await contents(byteOrder)).trim() !== 'little')
    throw unreadable('it was written on a big-endian machine')

  const starts = new Map<string, number>()
  async function storageStart({ storage }: PickledTensor): Promise<number> {
    const known = starts.get(storage.key)
    if (known !== undefined) return known
    const entry = entries.get(`${root}data/${storage.key}`)
    if (entry === undefined) throw unreadable(`the storage ${storage.key} is missing`)
    const { start, size } = await entryRange(archive, entry, fileSize)
    if (size < storage.elements * (elementBytes[storage.dtype] ?? 0))
      throw unreadable(`the storage ${storage.key} is too small`)
    starts.set(storage.key, start)
    return start
  }

  const tensors = new Map<string, StoredTensor>()
  for (const [name, tensor] of unpickleTensors(await contents(pickle))) {
    const { storage, offset, shape, strides } = tensor
    const width = elementBytes[storage.dtype] ?? 0
    const start = (await storageStart(tensor)) + offset * width
    tensors.set(name, { dtype: storage.dtype, shape, strides, start })
  }
  return tensors
}

/**
 * Lists the tensors of an open `pytorch_model.bin` (a zip of stored entries, written by torch 1.6 or later); the
 * weights themselves are not read. Problems: `checkpoint-unsafe`, `checkpoint-unreadable`, `checkpoint-truncated`
 * when the zip's directory, which ends the file, is missing.
 */
export async function readTorchArchive(
  file: FileHandle,
  fileSize: number,
): Promise<Map<string, StoredTensor>> {
  try {
    const reader = new BoundedReader(file, fileSize)
    const options = { lazyEntries: true, autoClose: false }
    const archive = await fromRandomAccessReaderPromise(reader, fileSize, options)
    return await locate(file, fileSize, archive)
  } catch (error) {
    if (isProblem(error)) throw error
    if (error instanceof Error && 'syscall' in error) throw error
    throw truncated(error)
  }
}
