import { chunks } from './chunks.ts'
import { addExtent, type Extent, hex, type PayloadFinder, view } from './payload.ts'

const extensible = 0xfffe
const unknownLength = 0xffff_ffff

/** RIFF, RF64 and BW64 WAVE: the data chunk; format, channels, rate and bits count too. */
export const findWavPayload: PayloadFinder = ({ read, size, offset }) => {
  let parameters: string | undefined
  let longLength: number | undefined
  const extents: Extent[] = []
  for (const chunk of chunks(read, size, offset + 12, true)) {
    if (chunk.id === 'ds64' && chunk.length >= 16) {
      const content = read(chunk.offset, 16)
      if (content.length === 16) longLength = Number(view(content).getBigUint64(8, true))
    } else if (chunk.id === 'fmt ' && chunk.length >= 16) {
      const content = read(chunk.offset, Math.min(chunk.length, 40))
      if (content.length < 16) return undefined
      const format = view(content).getUint16(0, true)
      const kind =
        format === extensible ? hex(content.subarray(24, 26)) : hex(content.subarray(0, 2))
      parameters ??= `${kind}/${hex(content.subarray(2, 8))}${hex(content.subarray(12, 16))}`
    } else if (chunk.id === 'data') {
      const room = size - chunk.offset
      const stated = chunk.length === unknownLength ? (longLength ?? room) : chunk.length
      addExtent(extents, chunk.offset, Math.min(stated, room))
      if (chunk.length === unknownLength) break
    }
  }
  return parameters === undefined ? undefined : { parameters, extents }
}
