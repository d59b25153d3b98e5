import type { ReadAt } from '../../../native/audio/sniff.ts'
import { type Box, content, findBox } from './mp4-box.ts'
import { addExtent, type Extent, mostExtents } from './payload.ts'

/** Bytes of `count` samples from the `first`. */
type SizeOf = (first: number, count: number) => number

function readSizes(read: ReadAt, table: Box): SizeOf | undefined {
  const compact = content(read, findBox(read, table, 'stz2'))
  const sizes = compact ?? content(read, findBox(read, table, 'stsz'))
  if (!sizes || sizes.byteLength < 12) return undefined
  const bits = compact ? compact.getUint8(7) : 32
  const constant = compact ? 0 : sizes.getUint32(4)
  const samples = sizes.getUint32(8)
  // QuickTime writes 1 for packets whose real size only the codec tells.
  if (constant === 1) return undefined
  if (constant > 0)
    return (first, count) => Math.max(0, Math.min(count, samples - first)) * constant
  if (![8, 16, 32].includes(bits) || 12 + (samples * bits) / 8 > sizes.byteLength) return undefined
  const sizeAt = (index: number) => {
    if (bits === 8) return sizes.getUint8(12 + index)
    return bits === 16 ? sizes.getUint16(12 + index * 2) : sizes.getUint32(12 + index * 4)
  }
  return (first, count) => {
    let sum = 0
    for (let i = first; i < Math.min(samples, first + count); i++) sum += sizeAt(i)
    return sum
  }
}

function readOffsets(read: ReadAt, table: Box): number[] | undefined {
  const long = content(read, findBox(read, table, 'co64'))
  const offsets = long ?? content(read, findBox(read, table, 'stco'))
  if (!offsets || offsets.byteLength < 8) return undefined
  const count = offsets.getUint32(4)
  if (8 + count * (long ? 8 : 4) > offsets.byteLength) return undefined
  return Array.from({ length: count }, (_, i) =>
    long ? Number(long.getBigUint64(8 + i * 8)) : offsets.getUint32(8 + i * 4),
  )
}

/** Chunk by chunk, where a track's samples lie, from its `stbl` box. Undefined when the tables do not agree. */
export function sampleExtents(read: ReadAt, table: Box): Extent[] | undefined {
  const sizeOf = readSizes(read, table)
  const offsets = readOffsets(read, table)
  const runs = content(read, findBox(read, table, 'stsc'))
  if (!sizeOf || !offsets || !runs || runs.byteLength < 8) return undefined
  const runCount = runs.getUint32(4)
  if (8 + runCount * 12 > runs.byteLength) return undefined
  const extents: Extent[] = []
  let sample = 0
  let perChunk = 0
  let run = 0
  for (const [chunk, offset] of offsets.entries()) {
    if (run < runCount && runs.getUint32(8 + run * 12) <= chunk + 1) {
      perChunk = runs.getUint32(8 + run * 12 + 4)
      run++
    }
    addExtent(extents, offset, sizeOf(sample, perChunk))
    if (extents.length > mostExtents) return undefined
    sample += perChunk
  }
  return extents
}
