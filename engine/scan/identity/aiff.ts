import { chunks } from './chunks.ts'
import { addExtent, ascii, type Extent, hex, type PayloadFinder, view } from './payload.ts'

/** AIFF and AIFF-C: the sound data chunk; channels, bits, rate and compression count too. */
export const findAiffPayload: PayloadFinder = ({ read, size, offset }) => {
  let parameters: string | undefined
  const extents: Extent[] = []
  for (const chunk of chunks(read, size, offset + 12, false)) {
    if (chunk.id === 'COMM' && chunk.length >= 18) {
      const content = read(chunk.offset, Math.min(chunk.length, 22))
      if (content.length < 18) return undefined
      const compression = content.length < 22 ? 'NONE' : ascii(content, 18, 4)
      parameters ??= `${compression}/${hex(content.subarray(0, 2))}${hex(content.subarray(6, 18))}`
    } else if (chunk.id === 'SSND' && chunk.length >= 8) {
      const header = read(chunk.offset, 8)
      if (header.length < 8) return undefined
      const begin = 8 + view(header).getUint32(0)
      const length = Math.min(chunk.length, size - chunk.offset) - begin
      addExtent(extents, chunk.offset + begin, length)
    }
  }
  return parameters === undefined ? undefined : { parameters, extents }
}
