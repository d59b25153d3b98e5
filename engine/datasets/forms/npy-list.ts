import { problem } from '../../../contract/problem.ts'

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

/**
 * The items of a one-dimensional .npy of text (`<U`, `|S`) or whole numbers, as text
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Problem: `invalid-input`, also for arrays of
 * Python objects, which only Python can read safely.
 */
export function readNpyList(bytes: Uint8Array, name: string): string[] {
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
  if (kind === 'O')
    throw problem(
      'invalid-input',
      `${name} holds Python objects. Save it as JSON with Python first: import json, numpy; json.dump(numpy.load("${name}", allow_pickle=True).tolist(), open("${name.replace(/\.npy$/, '.json')}", "w")).`,
    )
  if (kind === undefined || length === undefined || order === '>' || !'USi'.includes(kind))
    throw broken(name, 'it is not a plain list of text or whole numbers')
  const size = Number(digits) * (kind === 'U' ? 4 : 1)
  const items = Number(length)
  if (items > 0 && (size === 0 || items * size > bytes.length - start))
    throw broken(name, 'it is shorter than its header says')
  return Array.from({ length: items }, (_, i) => {
    const item = new DataView(bytes.buffer, bytes.byteOffset + start + i * size, size)
    if (kind !== 'i') return textOf(item, kind === 'U')
    if (size === 8) return String(item.getBigInt64(0, true))
    if (size === 4) return String(item.getInt32(0, true))
    throw broken(name, `whole numbers of ${size} bytes are not known`)
  })
}
