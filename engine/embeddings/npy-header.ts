import { problem } from '../../contract/problem.ts'

/** Number formats of vectors, as NumPy names them. */
export const dtypes = {
  float16: { descr: '<f2', bytes: 2 },
  float32: { descr: '<f4', bytes: 4 },
} as const
export type Dtype = keyof typeof dtypes

export interface NpyHeader {
  dtype: Dtype
  /** Row-major. */
  shape: number[]
  /** Where the data begins. */
  bytes: number
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1')
const PREFIX_BYTES = 10
/** The data begins at a multiple of this; with 192 bytes any shape fits that is written here. */
const ALIGNMENT = 64
const HEADER_BYTES = 3 * ALIGNMENT
/** Longer headers describe records, which no vectors are. */
export const MOST_HEADER_BYTES = 4_096

/** The beginning of a .npy file (version 1.0) with a row-major array; always equally long, so that it can be replaced. */
export function npyHeader(dtype: Dtype, shape: readonly number[]): Buffer {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const words = `{'descr': '${dtypes[dtype].descr}', 'fortran_order': False, 'shape': (${tuple}), }`
  const header = Buffer.alloc(HEADER_BYTES, ' ')
  header.set(MAGIC)
  header.set([1, 0], MAGIC.length)
  header.writeUInt16LE(HEADER_BYTES - PREFIX_BYTES, PREFIX_BYTES - 2)
  header.write(words, PREFIX_BYTES, 'latin1')
  header.write('\n', HEADER_BYTES - 1)
  return header
}

function unusable(reason: string): Error {
  return problem('unrecognised-format', `This is not a .npy file that can be used: ${reason}.`)
}

/**
 * Reads the beginning of a .npy file of any version: at least `MOST_HEADER_BYTES` of it, or all. Problem:
 * `unrecognised-format` for anything but row-major little-endian float16 or float32.
 */
export function parseNpyHeader(start: Uint8Array): NpyHeader {
  const from = Buffer.from(start.buffer, start.byteOffset, start.byteLength)
  if (from.length < PREFIX_BYTES || !from.subarray(0, MAGIC.length).equals(MAGIC))
    throw unusable('it does not begin as one')
  const wide = from[MAGIC.length]! > 1
  const textStart = wide ? PREFIX_BYTES + 2 : PREFIX_BYTES
  if (from.length < textStart) throw unusable('it ends too early')
  const bytes = textStart + (wide ? from.readUInt32LE(8) : from.readUInt16LE(8))
  if (bytes > MOST_HEADER_BYTES) throw unusable('its header is too long')
  if (bytes > from.length) throw unusable('it ends too early')
  const words = from.toString('latin1', textStart, bytes)
  const descr = /'descr':\s*'([^']*)'/.exec(words)?.[1]
  const order = /'fortran_order':\s*(True|False)/.exec(words)?.[1]
  const tuple = /'shape':\s*\(([\d,\s]*)\)/.exec(words)?.[1]
  if (descr === undefined || order === undefined || tuple === undefined)
    throw unusable('its header does not say what it holds')
  const dtype = (['float16', 'float32'] as const).find((name) => dtypes[name].descr === descr)
  if (!dtype) throw unusable(`it holds ${descr}; save it as float16 or float32`)
  if (order === 'True') throw unusable('its columns come first; save it with order="C"')
  const shape = tuple
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number)
  if (!shape.every(Number.isSafeInteger)) throw unusable('its shape is beyond measure')
  return { dtype, shape, bytes }
}
