import type { Obstacle } from '../../contract/obstacle.ts'
import { problem } from '../../contract/problem.ts'
import { isDamaged } from '../../native/audio/audio-stream.ts'
import { openAudio } from '../../native/audio/open-audio.ts'
import { createResampler, downmix } from '../sound/resample.ts'
import { isFadedOut } from './fade-out.ts'
import { joined } from './joined.ts'
import { FIRST_FRAME_SECONDS, trackMelody } from './melody-tracker.ts'
import { obstacleOf } from './obstacle.ts'

/** The beginning and the end that are listened to, each; measured to be as good as all of a recording. Seconds. */
const ENDS_SECONDS = 60
/** Progress until the sound is decoded; the rest is following the melody. */
const DECODED_SHARE = 0.8
/** Taken for the length of a file that states none. Seconds. */
const USUAL_SECONDS = 300

/** What was heard of a file. */
export interface Listening {
  /** Cents above 55 Hz per frame, NaN where no melody sounds; `start` is the time of the first frame, seconds into the track. */
  parts: { start: number; cents: Float32Array }[]
  /** Folded salience of all that sounds, 160 bins; see melody-tracker.ts. */
  drone: Float32Array
  /** Seconds that were decoded. */
  duration: number
  decoder: string
  damaged: boolean
  /** Why no mode should be predicted. */
  obstacle: Obstacle | null
  /** The end is faded out, so that the last notes say little of the tonic. */
  fadedOut: boolean
}

export interface ListenOptions {
  ffmpeg: string | undefined
  signal: AbortSignal
  /** Resolves at once, or when a pause ends; rejects when the signal aborts meanwhile. */
  gate(): Promise<void>
  /** Told the share that is done, 0..1. */
  onShare(share: number): void
}

/** The first and the last samples of a stream, whatever is between them being let go. */
interface Ends {
  push(block: Float32Array): void
  /** One piece when nothing is between the ends, else the beginning and the end. */
  pieces(): Float32Array[]
}

function keepEnds(most: number): Ends {
  let head = new Float32Array(0)
  let ring = new Float32Array(0)
  let inHead = 0
  let later = 0

  function grown(array: Float32Array, needed: number): Float32Array<ArrayBuffer> {
    const larger = new Float32Array(Math.min(most, Math.max(needed, 2 * array.length)))
    larger.set(array)
    return larger
  }

  return {
    push: (block) => {
      const first = block.subarray(0, most - inHead)
      if (inHead + first.length > head.length) head = grown(head, inHead + first.length)
      head.set(first, inHead)
      inHead += first.length
      for (let used = first.length; used < block.length; ) {
        const at = later % most
        const part = block.subarray(used, used + most - at)
        if (at + part.length > ring.length) ring = grown(ring, at + part.length)
        ring.set(part, at)
        used += part.length
        later += part.length
      }
    },
    pieces: () => {
      const beginning = head.subarray(0, inHead)
      if (later === 0) return [beginning]
      const turn = later > most ? later % most : 0
      const end = joined([ring.subarray(turn, Math.min(later, most)), ring.subarray(0, turn)])
      return later <= most ? [joined([beginning, end])] : [beginning, end]
    },
  }
}

function resample(samples: Float32Array, rate: number): Float32Array {
  const resampler = createResampler(rate)
  return joined([resampler.push(samples), resampler.finish()])
}

/**
 * Listens to the first and the last minute of a file, all of one shorter than two: the melody that is heard, and what
 * stands in the way of telling its mode. The middle is decoded and let go, so memory is bounded whatever the length.
 * Problems: those of `openAudio`, `cancelled`.
 */
export async function listenToFile(
  file: string | Buffer,
  { ffmpeg, signal, gate, onShare }: ListenOptions,
): Promise<Listening> {
  const stream = await openAudio(file, { signal, ...(ffmpeg ? { ffmpeg } : {}) })
  try {
    const { sampleRate, containerDuration, decoder } = stream
    const ends = keepEnds(ENDS_SECONDS * sampleRate)
    const expected = (containerDuration ?? USUAL_SECONDS) * sampleRate
    let frames = 0
    for await (const block of stream.blocks) {
      await gate()
      if (signal.aborted) throw problem('cancelled', 'Cancelled.')
      const mono = downmix(block)
      ends.push(mono)
      frames += mono.length
      onShare(DECODED_SHARE * Math.min(1, frames / expected))
    }
    const pieces = ends.pieces()
    const melody = trackMelody(pieces.map((piece) => resample(piece, sampleRate)))
    const last = melody.parts.length - 1
    const duration = frames / sampleRate
    return {
      parts: melody.parts.map((cents, n) => ({
        start: FIRST_FRAME_SECONDS + (n === 0 ? 0 : duration - ENDS_SECONDS),
        cents,
      })),
      drone: melody.drone,
      duration,
      decoder,
      damaged: isDamaged(duration, containerDuration, stream.badPackets(), stream.truncated),
      obstacle: obstacleOf(melody),
      fadedOut: last >= 0 && isFadedOut(melody.loudness[last]!, melody.parts[last]!),
    }
  } finally {
    await stream.close()
  }
}
