/** The shortest bar, so that silence is seen as a line. */
const least = 0.04
/** How much of a bar's room it fills. */
const share = 0.62

/** The bytes of a waveform that the engine told in base64. */
export function readPeaks(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

/**
 * The outline of so many bars, each as high as the loudest of its peaks, as an SVG path in a box of `bars` by 2. The
 * loudest of the track fills the height, so that quiet recordings are seen as well.
 */
export function waveformPath(peaks: Uint8Array, bars: number): string {
  const loudest = Math.max(
    1,
    peaks.reduce((most, peak) => Math.max(most, peak), 0),
  )
  const parts: string[] = []
  for (let bar = 0; bar < bars; bar++) {
    const from = Math.floor((bar * peaks.length) / bars)
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars))
    const peak = peaks.subarray(from, to).reduce((most, one) => Math.max(most, one), 0)
    const height = Math.max(least, peak / loudest)
    const [x, y] = [bar + (1 - share) / 2, 1 - height].map((place) => Number(place.toFixed(3)))
    parts.push(`M${x} ${y}h${share}v${Number((2 * height).toFixed(3))}h-${share}z`)
  }
  return parts.join('')
}
