import { problem } from '../../contract/problem.ts'
import { type AudioStream, isDamaged } from '../../native/audio/audio-stream.ts'
import { openAudio } from '../../native/audio/open-audio.ts'
import type { DepthMeans, Embedding } from '../processes/media-calls.ts'
import type { RunWindow } from '../processes/window-link.ts'
import { runningMean } from './means.ts'
import { createResampler, downmix } from './resample.ts'
import {
  collectWindows,
  SAMPLE_RATE,
  type TrackWindow,
  type WantedWindows,
  windowCount,
  windowIndices,
} from './windows.ts'

export interface EmbedOptions {
  wanted: WantedWindows
  /** Windows that may be with the encoder at once, at least 2: one is computed while the next is being decoded. */
  windowsInFlight: number
  ffmpeg: string | undefined
  layers: number
  hiddenSize: number
  run: RunWindow
  signal: AbortSignal
  /** Resolves at once, or when a pause ends; rejects when the signal aborts meanwhile. */
  gate(): Promise<void>
  /** Told the share that is done, 0..1. */
  onShare(share: number): void
}

interface Pass {
  totalSamples: number
  exact: boolean
  windows: number
}

/** Takes the means of one window, [layers, hiddenSize]; `index` counts on the track's full grid. */
export type TakeMeans = (means: Float32Array, index: number) => void

/** Mono 24 kHz blocks of a stream at the file's own rate. */
async function* resampled(stream: AudioStream): AsyncGenerator<Float32Array> {
  const resampler = createResampler(stream.sampleRate)
  for await (const block of stream.blocks) yield resampler.push(downmix(block))
  yield resampler.finish()
}

/** Counts what the decoder gives; for files whose container states no length. */
async function countSamples(
  file: string | Buffer,
  { ffmpeg, signal, gate, onShare }: EmbedOptions,
): Promise<number> {
  const stream = await openAudio(file, { signal, ...(ffmpeg ? { ffmpeg } : {}) })
  try {
    let frames = 0
    for await (const block of stream.blocks) {
      await gate()
      onShare(0)
      frames += block[0]?.length ?? 0
    }
    return Math.ceil((frames * SAMPLE_RATE) / stream.sampleRate)
  } finally {
    await stream.close()
  }
}

/** One decode of the whole file, its wanted windows encoded as they come. */
async function decodeAndEncode(
  stream: AudioStream,
  estimatedSamples: number,
  options: EmbedOptions,
  take: TakeMeans,
): Promise<Pass> {
  const collector = collectWindows(options.wanted, estimatedSamples)
  const inFlight = new Set<Promise<void>>()
  let windows = 0
  let seen = 0
  let failure: unknown

  async function encode(window: TrackWindow): Promise<void> {
    while (inFlight.size >= options.windowsInFlight) await Promise.race(inFlight)
    if (failure !== undefined) throw failure
    const work: Promise<void> = options
      .run(window.samples)
      .then((means) => {
        take(means, window.index)
        windows++
      })
      .catch((error: unknown) => {
        failure ??= error
      })
      .finally(() => inFlight.delete(work))
    inFlight.add(work)
  }

  for await (const block of resampled(stream)) {
    await options.gate()
    if (options.signal.aborted) throw problem('cancelled', 'Cancelled.')
    for (const window of collector.push(block)) await encode(window)
    seen += block.length
    options.onShare(Math.min(0.99, seen / Math.max(estimatedSamples, seen + 1)))
  }
  const end = collector.finish()
  for (const window of end.windows) await encode(window)
  await Promise.all(inFlight)
  if (failure !== undefined) throw failure
  return { totalSamples: end.totalSamples, exact: end.exact, windows }
}

/**
 * The means of one file at full depth and at others, from a single pass; what `counts` asks for is at the windows that
 * quick depth would take. Every window's means are held (40 KB each), so it is for tracks of minutes, not of hours.
 * Problems: those of `embedFile`.
 */
export async function embedDepths(
  file: string | Buffer,
  counts: readonly number[],
  options: Omit<EmbedOptions, 'wanted'>,
): Promise<DepthMeans> {
  const { ffmpeg, signal, layers, hiddenSize } = options
  const stream = await openAudio(file, { signal, ...(ffmpeg ? { ffmpeg } : {}) })
  try {
    const windows = new Map<number, Float32Array>()
    const { totalSamples } = await decodeAndEncode(
      stream,
      0,
      { ...options, wanted: null },
      (means, index) => windows.set(index, means),
    )
    const meanOf = (wanted: WantedWindows) => {
      const mean = runningMean(layers, hiddenSize)
      for (const index of windowIndices(totalSamples, wanted)) {
        const means = windows.get(index)
        if (means) mean.add(means)
      }
      return mean.toBlob()
    }
    return { windows: windows.size, full: meanOf(null), depths: counts.map(meanOf) }
  } finally {
    await stream.close()
  }
}

/**
 * The sound embedding of one file: decoded, resampled, cut into windows, each encoded, averaged.
 * Memory is bounded whatever the length. `openTake` is called for each decoding, of which the last one counts, and what it
 * answers with each window. Problems: those of `openAudio`, `too-short`, `encoder-failed`,
 * `process-died` when the inference process is gone, `cancelled`.
 */
export async function embedFile(
  file: string | Buffer,
  options: EmbedOptions,
  openTake?: () => TakeMeans,
): Promise<Embedding> {
  let estimate: number | undefined
  for (;;) {
    const { ffmpeg, signal } = options
    const stream = await openAudio(file, { signal, ...(ffmpeg ? { ffmpeg } : {}) })
    try {
      const stated = stream.containerDuration
      if (estimate === undefined && stated !== undefined)
        estimate = Math.round(stated * SAMPLE_RATE)
      if (estimate === undefined && options.wanted === null) estimate = 0
      if (estimate !== undefined) {
        const mean = runningMean(options.layers, options.hiddenSize)
        const takeAlso = openTake?.()
        const pass = await decodeAndEncode(stream, estimate, options, (means, index) => {
          mean.add(means)
          takeAlso?.(means, index)
        })
        if (pass.exact) {
          const duration = pass.totalSamples / SAMPLE_RATE
          return {
            means: mean.toBlob(),
            windows: pass.windows,
            depth: pass.windows === windowCount(pass.totalSamples) ? 'full' : 'quick',
            duration,
            decoder: stream.decoder,
            damaged: isDamaged(duration, stated, stream.badPackets(), stream.truncated),
          }
        }
        estimate = pass.totalSamples
      }
    } finally {
      await stream.close()
    }
    estimate ??= await countSamples(file, options)
  }
}
