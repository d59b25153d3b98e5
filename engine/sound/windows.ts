import { problem } from '../../contract/problem.ts'

/** Hz; the encoder's input rate. */
export const SAMPLE_RATE = 24_000
/** Samples in a window: 5 s, the length the encoder was trained on. */
export const WINDOW = 120_000
/** A shorter track says too little to be compared. */
const MIN_TRACK_SAMPLES = SAMPLE_RATE

/** How many windows of a track are wanted, spread over it; null for all. */
export type WantedWindows = number | null

/** A piece of a track as the encoder sees it; `index` counts on the track's grid of full depth. */
export interface TrackWindow {
  index: number
  /** Mono, 24 kHz; `WINDOW` long, or the whole of a track shorter than that. */
  samples: Float32Array
}

/** Windows in the full depth of a track of `totalSamples`. */
export function windowCount(totalSamples: number): number {
  return Math.ceil(totalSamples / WINDOW)
}

/** Indices on the full grid that are taken, rising: all, or those wanted (at least 2), evenly with the first and the last. */
export function windowIndices(totalSamples: number, wanted: WantedWindows): number[] {
  const count = windowCount(totalSamples)
  if (wanted === null || count <= wanted) return Array.from({ length: count }, (_, k) => k)
  return Array.from({ length: wanted }, (_, i) => Math.round((i * (count - 1)) / (wanted - 1)))
}

function refuseTooShort(totalSamples: number): void {
  if (totalSamples >= MIN_TRACK_SAMPLES) return
  const seconds = (totalSamples / SAMPLE_RATE).toFixed(2)
  throw problem('too-short', `This track is ${seconds} s long; at least 1 s is needed.`)
}

/**
 * First sample of each window taken. Windows follow each other without gap or overlap, but the last one ends
 * at the end of the track; a track below 5 s is one window of its own length. Problem: `too-short` below 1 s.
 */
export function windowStarts(totalSamples: number, wanted: WantedWindows): number[] {
  refuseTooShort(totalSamples)
  const lastStart = Math.max(0, totalSamples - WINDOW)
  return windowIndices(totalSamples, wanted).map((k) => Math.min(k * WINDOW, lastStart))
}

/** Where a window lies in a track that is `duration` seconds long; `start` and `end` in seconds. */
export function windowPlace(index: number, duration: number): WindowPlace {
  const seconds = WINDOW / SAMPLE_RATE
  const start = Math.min(index * seconds, Math.max(0, duration - seconds))
  return { index, start, end: Math.min(start + seconds, duration) }
}

export interface WindowPlace {
  /** On the track's grid of full depth. */
  index: number
  start: number
  end: number
}

export interface WindowCollector {
  /** Takes the next samples and returns the wanted windows they complete, each with samples of its own. */
  push(block: Float32Array): TrackWindow[]
  /**
   * Ends the stream. `windows` holds the last window, unless it was returned before. When `exact` is false, the
   * estimate led to other windows than the true length asks for: discard all of them and decode again with
   * `totalSamples`. Problem: `too-short` below 1 s.
   */
  finish(): { windows: TrackWindow[]; totalSamples: number; exact: boolean }
}

/**
 * Cuts windows out of a track while it is decoded, holding no more than 5 s. `estimatedSamples` places the windows;
 * where all are wanted no estimate is needed, and neither is one for a track that has no more.
 */
export function collectWindows(wanted: WantedWindows, estimatedSamples: number): WindowCollector {
  const estimatedCount = windowCount(estimatedSamples)
  const planned = new Set(wanted === null ? [] : windowIndices(estimatedSamples, wanted))
  const taken: number[] = []
  /** Holds the last `WINDOW` samples; as windows follow each other, a full turn is a window in order. */
  const ring = new Float32Array(WINDOW)
  let total = 0

  /** The estimate's last window ends with the track, so it is cut at the end and not on the grid. */
  function isWanted(index: number): boolean {
    if (wanted === null) return true
    if (estimatedCount <= wanted) return index < wanted
    return planned.has(index) && index < estimatedCount - 1
  }

  function lastSamples(): Float32Array {
    if (total < WINDOW) return ring.slice(0, total)
    const samples = new Float32Array(WINDOW)
    const oldest = total % WINDOW
    samples.set(ring.subarray(oldest))
    samples.set(ring.subarray(0, oldest), WINDOW - oldest)
    return samples
  }

  return {
    push: (block) => {
      const windows: TrackWindow[] = []
      for (let used = 0; used < block.length; ) {
        const at = total % WINDOW
        const part = block.subarray(used, used + WINDOW - at)
        ring.set(part, at)
        used += part.length
        total += part.length
        const index = total / WINDOW - 1
        if (Number.isInteger(index) && isWanted(index)) {
          taken.push(index)
          windows.push({ index, samples: ring.slice() })
        }
      }
      return windows
    },
    finish: () => {
      refuseTooShort(total)
      const windows: TrackWindow[] = []
      const last = windowCount(total) - 1
      if (taken.at(-1) !== last) {
        taken.push(last)
        windows.push({ index: last, samples: lastSamples() })
      }
      const exact = taken.join() === windowIndices(total, wanted).join()
      return { windows, totalSamples: total, exact }
    },
  }
}
