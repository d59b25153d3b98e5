import type { Estimate } from '../../contract/analysis.ts'
import { SAMPLE_RATE, WINDOW } from '../sound/windows.ts'

const WINDOW_SECONDS = WINDOW / SAMPLE_RATE
/** Length of a track of which no length is known, where none of the others tells either. Seconds. */
const USUAL_SECONDS = 240
/**
 * Seconds of music that one core decodes and resamples in a second, about what the slower formats reach
 * (docs/measurements.md): where a graphics card encodes, this decides.
 */
const DECODED_PER_CORE = 120
/** What decoding beside the encoder costs it on the processor (bench/pipeline.ts: below 1.1). */
const BESIDE_ENCODING = 1.08

/** What the device was measured to do. */
export interface MeasuredRate {
  windowsPerSecond: number
  device: string
  /** The processor encodes as well as decodes. */
  onProcessor: boolean
  cores: number
}

/**
 * How long the analysis of tracks of these lengths (seconds; null where not known) will take at either depth.
 * Without a rate only the music is counted.
 */
export function estimateAnalysis(
  lengths: readonly (number | null)[],
  quickWindows: number,
  rate: MeasuredRate | undefined,
): Estimate {
  const known = lengths.filter((length) => length !== null)
  const sum = known.reduce((total, length) => total + length, 0)
  const usual = known.length > 0 ? sum / known.length : USUAL_SECONDS
  const musicSeconds = sum + usual * (lengths.length - known.length)

  function windowsOf(most: number): number {
    return lengths.reduce<number>(
      (total, length) => total + Math.min(most, Math.ceil((length ?? usual) / WINDOW_SECONDS)),
      0,
    )
  }

  function seconds(most: number): number | null {
    if (!rate) return null
    const encoding = windowsOf(most) / rate.windowsPerSecond
    if (rate.onProcessor) return Math.round(encoding * BESIDE_ENCODING)
    return Math.round(Math.max(encoding, musicSeconds / (DECODED_PER_CORE * rate.cores)))
  }

  return {
    tracks: lengths.length,
    musicSeconds: Math.round(musicSeconds),
    quickSeconds: seconds(quickWindows),
    fullSeconds: seconds(Number.POSITIVE_INFINITY),
    windowsPerSecond: rate?.windowsPerSecond ?? null,
    device: rate?.device ?? '',
  }
}
