import type { ReadAt } from '../../native/audio/sniff.ts'

const blockLength = 64 * 1024
const blocksKept = 16

/**
 * Answers small reads from the last 1 MB of blocks read, so that parsers may ask byte by byte; reads of
 * a block or more go straight through. The bytes returned are shared: do not write to them.
 */
export function cachedReads(read: ReadAt): ReadAt {
  const blocks = new Map<number, Uint8Array>()
  const block = (index: number): Uint8Array => {
    const known = blocks.get(index)
    if (known) return known
    const bytes = read(index * blockLength, blockLength)
    if (blocks.size >= blocksKept) blocks.delete(blocks.keys().next().value ?? index)
    blocks.set(index, bytes)
    return bytes
  }
  return (offset, length) => {
    if (length <= 0 || offset < 0 || !Number.isSafeInteger(offset)) return new Uint8Array()
    if (length >= blockLength) return read(offset, length)
    const index = Math.floor(offset / blockLength)
    const at = offset - index * blockLength
    const first = block(index)
    if (at + length <= blockLength) return first.subarray(at, at + length)
    return Buffer.concat([
      first.subarray(at),
      block(index + 1).subarray(0, at + length - blockLength),
    ])
  }
}
