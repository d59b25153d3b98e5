import { problem } from '../../../contract/problem.ts'
import { type Pickled, PickleRefused, readPickledArray } from './pickled-object.ts'

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
const LONGEST_HEADER = 65_536

function broken(name: string, reason: string): Error {
  return problem('invalid-input', `${name} is no NumPy list of names that can be read: ${reason}.`)
}

/** The text of each item of `size` bytes; padding with zeros is taken away. */
function textOf(item: DataView, isWide: boolean): string {
  const step = isWide ? 4 : 1
  let text = ''
  for (let at = 0; at < item.byteLength; at += step) {
    const code = isWide ? item.getUint32(at, true) : item.getUint8(at)
    if (code > 0x10ffff) return '\ufffd'
    text += String.fromCodePoint(code)
  }
  return text.replace(/\0+$/, '')
}

interface NpyParts {
  /** NumPy's letter for the kind of the items: U text, S bytes, i whole numbers, O objects of Python. */
  kind: string
  isBigEndian: boolean
  /** Bytes of an item, but of U the letters. */
  digits: number
  /** Null unless there is one dimension. */
  length: number | null
  body: Uint8Array
}

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Problem: `invalid-input`. */
function partsOf(bytes: Uint8Array, name: string): NpyParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw broken(name, 'it does not begin as a .npy file does')
  const isLong = (bytes[6] ?? 0) >= 2
  const headerSize = isLong ? view.getUint32(8, true) : view.getUint16(8, true)
  const start = (isLong ? 12 : 10) + headerSize
  if (headerSize > LONGEST_HEADER || start > bytes.length)
    throw broken(name, 'its header is cut off')
  const header = new TextDecoder('latin1').decode(bytes.subarray(isLong ? 12 : 10, start))
  const [, order, kind, digits] = /'descr'\s*:\s*'([<|=>]?)([A-Za-z])(\d*)'/.exec(header) ?? []
  const [, length] = /'shape'\s*:\s*\((\d+),?\s*\)/.exec(header) ?? []
  if (kind === undefined) throw broken(name, 'its header says nothing of its items')
  return {
    kind,
    isBigEndian: order === '>',
    digits: Number(digits),
    length: length === undefined ? null : Number(length),
    body: bytes.subarray(start),
  }
}

/**
 * The items of a .npy of objects of Python, such as a dictionary. Only plain values are read. Problem: `invalid-input`,
 * which tells how to make JSON of it.
 */
export function readNpyObjects(bytes: Uint8Array, name: string): Pickled[] {
  const { kind, body } = partsOf(bytes, name)
  try {
    if (kind !== 'O') throw new PickleRefused('holds no objects')
    return readPickledArray(body)
  } catch (cause) {
    const reason = cause instanceof PickleRefused ? cause.message : 'holds text that is damaged'
    throw problem(
      'invalid-input',
      `${name} cannot be read: it ${reason}. Where it is sound, save it as JSON with Python: import json, numpy; json.dump(numpy.load("${name}", allow_pickle=True).tolist(), open("${name.replace(/\.npy$/, '.json')}", "w")).`,
      { cause },
    )
  }
}

/**
 * The items of a one-dimensional .npy of text (`<U`, `|S`), whole numbers, or texts as objects, as text. Problem:
 * `invalid-input`.
 */
export function readNpyList(bytes: Uint8Array, name: string): string[] {
  const { kind, isBigEndian, digits, length, body } = partsOf(bytes, name)
  if (kind === 'O')
    return readNpyObjects(bytes, name).map((item) => {
      if (typeof item === 'string' || typeof item === 'number') return String(item)
      throw broken(name, 'not all of its items are text')
    })
  if (length === null || isBigEndian || !'USi'.includes(kind))
    throw broken(name, 'it is not a plain list of text or whole numbers')
  const size = digits * (kind === 'U' ? 4 : 1)
  if (length > 0 && (size === 0 || length * size > body.length))
    throw broken(name, 'it is shorter than its header says')
  return Array.from({ length }, (_, i) => {
    const item = new DataView(body.buffer, body.byteOffset + i * size, size)
    if (kind !== 'i') return textOf(item, kind === 'U')
    if (size === 8) return String(item.getBigInt64(0, true))
    if (size === 4) return String(item.getInt32(0, true))
    throw broken(name, `whole numbers of ${size} bytes are not known`)
  })
}
