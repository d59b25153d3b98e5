/** Distributions have 160 bins of 7.5 cents, the first on the tonic. */
export const binCents = 7.5
export const octave = 1200

/** The axis shows an octave and a little of its neighbours, so that the peak of the tonic is whole at both ends. */
const from = -90
const to = octave + 90
const first = Math.round(from / binCents)
const last = Math.round(to / binCents)

/** Place of a pitch on an axis of this width, px. */
export function xOf(cents: number, width: number): number {
  return ((cents - from) / (to - from)) * width
}

/** Folded into one octave: 0 ... 1200, without the end. */
export function folded(cents: number): number {
  return ((cents % octave) + octave) % octave
}

/** Cents from `a` to `b` the shorter way round the octave: -600 ... 600, without the end. */
export function apart(a: number, b: number): number {
  return folded(b - a + octave / 2) - octave / 2
}

/** A distribution as it is from a tonic that lies `cents` above its own. */
export function fromTonic(distribution: readonly number[], cents: number): number[] {
  const bins = distribution.length
  const shift = Math.round(folded(cents) / binCents)
  return distribution.map((_, bin) => distribution[(bin + shift) % bins] ?? 0)
}

interface Size {
  width: number
  height: number
}

/** A distribution as a line: SVG path data in a box of this size, its highest peak at the top. */
export function linePath(distribution: readonly number[], { width, height }: Size): string {
  const bins = distribution.length
  const most = Math.max(...distribution)
  const points: string[] = []
  for (let bin = first; bin <= last; bin++) {
    const share = distribution[(bin + bins) % bins] ?? 0
    const x = xOf(bin * binCents, width)
    const y = height - (most > 0 ? share / most : 0) * height
    points.push(`${x.toFixed(1)},${y.toFixed(1)}`)
  }
  return `M${points.join('L')}`
}

/** The same with the area below it closed. */
export function areaPath(distribution: readonly number[], size: Size): string {
  const { width, height } = size
  return `${linePath(distribution, size)}L${width.toFixed(1)},${height}L0.0,${height}Z`
}
