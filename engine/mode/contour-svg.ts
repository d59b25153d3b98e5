import { type Degree, type DrawnMelody, degreesOf } from './drawn-melody.ts'
import { at, clock, colours, type Frame, label, line } from './svg-elements.ts'

const contourFrame: Frame = { left: 96, top: 428, width: 832, height: 236 }
/** Names nearer than this would cover each other. Pixels. */
const NAME_HEIGHT = 11
/** Between the beginning and the end of a track. */
const GAP = 28
/** Around the range of the melody, and the least that is shown. Cents. */
const AROUND = 100
const LEAST_RANGE = 700

/** Lowest and highest pitch of the second picture, in cents above the tonic. */
function pitchBounds({ range, tonic }: DrawnMelody): { low: number; high: number } {
  const above = (hz: number) => 1200 * Math.log2(hz / tonic.hz)
  const low = range ? above(range.lowest) - AROUND : -AROUND
  const high = range ? above(range.highest) + AROUND : 1200 + AROUND
  const lacking = Math.max(0, LEAST_RANGE - (high - low)) / 2
  return { low: low - lacking, high: high + lacking }
}

/** Lines at the degrees of every octave, named where there is room, the tonic's with its octave in cents. */
function degreeLines(
  degrees: readonly Degree[],
  { low, high }: { low: number; high: number },
  y: (cents: number) => number,
): string[] {
  const { left, width } = contourFrame
  const named = degrees.some(({ cents }) => cents === 0)
    ? degrees
    : [{ cents: 0, name: 'tonic' }, ...degrees]
  const octaves = Array.from(
    { length: Math.floor(high / 1200) - Math.floor(low / 1200) + 1 },
    (_, n) => (Math.floor(low / 1200) + n) * 1200,
  )
  const shown = octaves
    .flatMap((octave) =>
      named.map(({ cents, name }) => ({
        name: cents === 0 ? `${name} ${octave}` : name,
        cents: cents + octave,
        isTonic: cents === 0,
      })),
    )
    .filter(({ cents }) => cents >= low && cents <= high)
  const taken = shown.filter(({ isTonic }) => isTonic).map(({ cents }) => y(cents))
  return shown.flatMap(({ cents, name, isTonic }) => {
    const place = y(cents)
    const free = isTonic || taken.every((other) => Math.abs(other - place) >= NAME_HEIGHT)
    if (free && !isTonic) taken.push(place)
    return [
      line(left, place, left + width, place, isTonic ? ' stroke-width="2"' : ''),
      ...(free ? [label(left - 8, place + 3.5, name, { anchor: 'end', size: 10 })] : []),
    ]
  })
}

/** The melody as path data; it breaks off where none sounds, and outside the bounds. */
function contourPath(
  cents: readonly (number | null)[],
  { low, high }: { low: number; high: number },
  x: (point: number) => number,
  y: (cents: number) => number,
): string {
  let path = ''
  let sounding = false
  for (const [n, pitch] of cents.entries()) {
    const shown = pitch !== null && pitch >= low && pitch <= high
    // A line of no length shows a single point as a dot.
    if (shown) path += `${sounding ? 'L' : 'M'}${at(x(n))} ${at(y(pitch))}${sounding ? '' : 'h0'}`
    sounding = shown
  }
  return path
}

/** The lower picture: the melody of each part that was listened to, over the degrees of the likeliest mode. */
export function drawContour(melody: DrawnMelody): string[] {
  const { left, top, width, height } = contourFrame
  const bounds = pitchBounds(melody)
  const y = (cents: number) =>
    top + height * (1 - (cents - bounds.low) / (bounds.high - bounds.low))
  const seconds = melody.contour.map(({ hop, cents }) => hop * cents.length)
  const all = seconds.reduce((sum, one) => sum + one, 0) || 1
  const room = width - GAP * Math.max(0, melody.contour.length - 1)
  const step = all > 60 ? 20 : 10
  let from = left
  const parts = melody.contour.flatMap(({ start, hop, cents }, n) => {
    const begin = from
    const x = (time: number) => begin + (time / all) * room
    from = x(seconds[n] ?? 0) + GAP
    const ticks = Array.from(
      { length: Math.floor((seconds[n] ?? 0) / step) + 1 },
      (_, k) => k * step,
    )
    const path = contourPath(cents, bounds, (point) => x(point * hop), y)
    return [
      `<path d="${path || `M${at(begin)} ${at(top)}`}" fill="none" stroke="${colours.melody}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"/>`,
      ...ticks.map((time) => label(x(time), top + height + 16, clock(start + time))),
    ]
  })
  return [
    ...degreeLines(degreesOf(melody), bounds, y),
    ...parts,
    label(left + width / 2, top + height + 36, 'time of the track', { fill: colours.quiet }),
  ]
}
