import type { ReadAt } from '../../../native/audio/sniff.ts'
import { type Box, boxes, content, findBox } from './mp4-box.ts'
import { addExtent, type Extent, mostExtents } from './payload.ts'

/** Default sample size by track id, from `mvex`. */
export function fragmentDefaults(read: ReadAt, movie: Box): Map<number, number> {
  const defaults = new Map<number, number>()
  const extension = findBox(read, movie, 'mvex')
  if (!extension) return defaults
  for (const box of boxes(read, extension.start, extension.end)) {
    const fields = box.type === 'trex' ? content(read, box) : undefined
    if (fields && fields.byteLength >= 24) defaults.set(fields.getUint32(4), fields.getUint32(16))
  }
  return defaults
}

interface FragmentHeader {
  track: number
  base: number | undefined
  sampleSize: number | undefined
}

/** `tfhd`, ISO 14496-12 section 8.8.7. */
function fragmentHeader(fields: DataView): FragmentHeader {
  const flags = fields.getUint32(0) & 0xff_ffff
  let at = 8
  let base: number | undefined
  if (flags & 0x1) {
    base = Number(fields.getBigUint64(at))
    at += 8
  }
  if (flags & 0x2) at += 4
  if (flags & 0x8) at += 4
  const sampleSize = flags & 0x10 ? fields.getUint32(at) : undefined
  return { track: fields.getUint32(4), base, sampleSize }
}

/** Offset stated by a `trun` (section 8.8.8) and the bytes its samples take. */
function fragmentRun(fields: DataView, defaultSize: number): { offset?: number; length: number } {
  const flags = fields.getUint32(0) & 0xff_ffff
  const count = fields.getUint32(4)
  const offset = flags & 0x1 ? { offset: fields.getInt32(8) } : {}
  if (!(flags & 0x200)) return { ...offset, length: count * defaultSize }
  const first = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0)
  const before = flags & 0x100 ? 4 : 0
  const stride = before + 4 + (flags & 0x400 ? 4 : 0) + (flags & 0x800 ? 4 : 0)
  let length = 0
  for (let i = 0; i < count; i++) length += fields.getUint32(first + i * stride + before)
  return { ...offset, length }
}

/**
 * Adds what a `moof` box holds of the tracks in `extents`, keyed by track id. False when a table is
 * cut short, missing or endless.
 */
export function addFragment(
  read: ReadAt,
  moof: Box,
  defaults: ReadonlyMap<number, number>,
  extents: ReadonlyMap<number, Extent[]>,
): boolean {
  for (const fragment of boxes(read, moof.start, moof.end)) {
    if (fragment.type !== 'traf') continue
    const fields = content(read, findBox(read, fragment, 'tfhd'))
    if (!fields) return false
    try {
      const { track, base = moof.at, sampleSize } = fragmentHeader(fields)
      const wanted = extents.get(track)
      if (!wanted) continue
      let next = base
      for (const box of boxes(read, fragment.start, fragment.end)) {
        const run = box.type === 'trun' ? content(read, box) : undefined
        if (!run) continue
        const { offset, length } = fragmentRun(run, sampleSize ?? defaults.get(track) ?? 0)
        if (offset !== undefined) next = base + offset
        addExtent(wanted, next, length)
        next += length
        if (wanted.length > mostExtents) return false
      }
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
  }
  return true
}
