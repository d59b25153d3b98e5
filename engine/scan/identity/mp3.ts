import { mpegFrame } from '../../../native/audio/mpeg-frame.ts'
import { ascii, type PayloadFinder } from './payload.ts'
import { audioEnd } from './trailing-tags.ts'

/**
 * Length of the frame of silence that only carries a Xing, Info or VBRI table, or 0. Programs that
 * repair lengths or copy streams rewrite it; the frames after it are the audio.
 */
function tableFrameLength(head: Uint8Array): number {
  const frame = mpegFrame(head, 0)
  if (frame?.layer !== 3) return 0
  const sideInformation =
    frame.version === 1 ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17
  const isTable =
    ['Xing', 'Info'].includes(ascii(head, 4 + sideInformation, 4)) || ascii(head, 36, 4) === 'VBRI'
  return isTable ? frame.length : 0
}

/** MPEG audio: the frames between the tags at both ends. */
export const findMp3Payload: PayloadFinder = ({ read, size, offset }) => {
  const end = audioEnd(read, offset, size)
  const start = Math.min(end, offset + tableFrameLength(read(offset, 64)))
  const frame = mpegFrame(read(start, 4), 0)
  const parameters = frame
    ? `${frame.version}/${frame.layer}/${frame.sampleRate}/${frame.channels}`
    : ''
  return { parameters, extents: [{ offset: start, length: end - start }] }
}
