import type { FrameHeader } from './frame-run.ts'

/** Reads the ADTS header of an AAC frame at `at` (ISO 13818-7), or undefined when there is none. */
export function adtsFrame(bytes: Uint8Array, at: number): FrameHeader | undefined {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) {
    return undefined
  }
  const [b1, b2, b3] = [bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!]
  if (((b2 >> 2) & 15) > 12) return undefined
  const length = ((b3 & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5)
  if (length <= 7) return undefined
  return { length, stream: ((b1 & 0x08) << 16) | ((b2 & 0xfd) << 8) | (b3 & 0xc0) }
}
