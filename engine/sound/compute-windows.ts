import { isProblem, problem } from '../../contract/problem.ts'
import { windowsInFlight } from '../analysis/sound-work.ts'
import type { CallClient, CallOptions } from '../processes/calls.ts'
import type { FilePlace, MediaCalls, WindowsOfFile } from '../processes/media-calls.ts'
import type { Encoder } from './convert.ts'
import type { Inference } from './inference.ts'
import type { WantedWindows } from './windows.ts'
import { withInference } from './with-inference.ts'

/**
 * Writes layers `keep` of the windows of a file to `destination` (see embed-windows.ts), by the current model and
 * beside what is analysed. Problems: `no-model`, those of `embedFile`.
 */
export type ComputeWindows = (
  place: FilePlace,
  what: { wanted: WantedWindows; keep: number[]; destination: string },
  options: CallOptions,
) => Promise<WindowsOfFile & { device: string }>

export function windowComputer(parts: {
  media: CallClient<MediaCalls>
  inference: Inference
  encoder(): Encoder | undefined
  ffmpeg(): string | null
}): ComputeWindows {
  const { media, inference } = parts
  return async (place, what, options) => {
    const encoder = parts.encoder()
    if (!encoder) throw problem('no-model', 'Get CultureMERT or choose a checkpoint first.')
    const { layers, hiddenSize } = encoder
    const attempt = () =>
      withInference(inference, encoder, async ({ device, batch, address }) => {
        const input = {
          ...{ ...place, ...what, layers, hiddenSize, inference: address },
          ...{ ffmpeg: parts.ffmpeg(), pausable: false },
          windowsInFlight: windowsInFlight(batch, 1),
        }
        return { device, ...(await media.embedWindows(input, options)) }
      })
    try {
      return await attempt()
    } catch (error) {
      if (!isProblem(error) || error.code !== 'process-died') throw error
      // It may have died of another file.
      await inference.check()
      return attempt()
    }
  }
}
