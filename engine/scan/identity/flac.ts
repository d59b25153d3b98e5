import { hex, type PayloadFinder } from './payload.ts'
import { audioEnd } from './trailing-tags.ts'

const streamInfoLength = 34
const mostBlocks = 10_000

/**
 * FLAC (RFC 9639): the frames after the metadata blocks. STREAMINFO's rate, channels, bits, number of
 * samples and MD5 of the decoded audio count too.
 */
export const findFlacPayload: PayloadFinder = ({ read, size, offset }) => {
  let at = offset + 4
  let parameters: string | undefined
  for (let blocks = 0; blocks < mostBlocks; blocks++) {
    const header = read(at, 4)
    if (header.length < 4) return undefined
    const length = (header[1]! << 16) | (header[2]! << 8) | header[3]!
    if ((header[0]! & 0x7f) === 0) {
      const streamInfo = read(at + 4, streamInfoLength)
      if (streamInfo.length < streamInfoLength) return undefined
      parameters ??= hex(streamInfo.subarray(10))
    }
    at += 4 + length
    if (header[0]! & 0x80) {
      const end = audioEnd(read, at, size)
      if (parameters === undefined || at > size) return undefined
      return { parameters, extents: [{ offset: at, length: end - at }] }
    }
  }
  return undefined
}
