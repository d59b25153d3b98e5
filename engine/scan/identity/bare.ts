import type { PayloadFinder } from './payload.ts'
import { audioEnd } from './trailing-tags.ts'

/** WavPack blocks and ADTS frames describe themselves: all that lies between the tags at both ends. */
export const findBarePayload: PayloadFinder = ({ read, size, offset }) => {
  const end = audioEnd(read, offset, size)
  return { parameters: '', extents: [{ offset, length: end - offset }] }
}
