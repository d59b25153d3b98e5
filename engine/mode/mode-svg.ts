import type { ModePicture } from '../../contract/mode.ts'

type Analysis = NonNullable<ModePicture['analysis']>
type Tonic = NonNullable<Analysis['tonic']>

/** What a picture is drawn from. */
export interface DrawnMelody {
  /** Of the track. */
  title: string
  tonic: Tonic
  range: Analysis['range']
  /** Bins of one octave from the tonic. */
  distribution: readonly number[]
  contour: Analysis['contour']
  /** The likeliest mode; null when none is. */
  mode:
    | ({ name: string } & Pick<
        Analysis['likely'][number],
        'template' | 'tonicOffset' | 'degrees' | 'probability'
      >)
    | null
}

/** A pitch above the tonic and what it is called. */
interface Degree {
  cents: number
  name: string
}

interface Frame {
  left: number
  top: number
  width: number
  height: number
}

const WIDTH = 960
const HEIGHT = 720
const distributionFrame: Frame = { left: 96, top: 140, width: 832, height: 214 }
const contourFrame: Frame = { left: 96, top: 428, width: 832, height: 236 }
/** The axis goes beyond the octave, so that the tonic's peak is whole at both ends. Cents. */
const BEYOND = 60
/** Names of degrees nearer than this share no line. */
const NAME_WIDTH = 58
const NAME_HEIGHT = 11
/** Between the beginning and the end of a track. */
const GAP = 28
/** Around the range of the melody, and the least that is shown. Cents. */
const AROUND = 100
const LEAST_RANGE = 700
const LONGEST_TITLE = 80

const colours = {
  ink: '#1d1d1f',
  quiet: '#5b5b63',
  grid: '#dcdce2',
  melody: '#2f5c8f',
  area: '#b5cbe4',
  template: '#a3341b',
} as const

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as XML may hold it: escaped, with U+FFFD for characters that XML knows no way to write. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A coordinate: to a tenth of a pixel. */
function at(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function label(
  x: number,
  y: number,
  words: string,
  { anchor = 'middle', size = 12, fill = colours.ink as string } = {},
): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" font-size="${size}" fill="${fill}">${escaped(words)}</text>`
}

function line(x1: number, y1: number, x2: number, y2: number, style = ''): string {
  return `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${colours.grid}"${style}/>`
}

function shortened(title: string): string {
  const letters = [...title]
  return letters.length <= LONGEST_TITLE
    ? title
    : `${letters.slice(0, LONGEST_TITLE - 1).join('')}…`
}

/** `1:05`. */
function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** The degrees of the likeliest mode, from the tonic of the track. */
function degreesOf({ mode }: DrawnMelody): Degree[] {
  if (!mode) return []
  return mode.degrees
    .map(({ cents, name }) => ({ name, cents: (cents + mode.tonicOffset) % 1200 }))
    .sort((a, b) => a.cents - b.cents)
}

function centsX(cents: number): number {
  const { left, width } = distributionFrame
  return left + ((cents + BEYOND) / (1200 + 2 * BEYOND)) * width
}

/** The outline of a distribution over the axis, as high as the picture; `offset` moves it up, in cents. */
function outline(bins: readonly number[], offset: number): string[] {
  const { top, height } = distributionFrame
  const highest = Math.max(...bins) || 1
  const size = 1200 / bins.length
  const first = Math.ceil((-BEYOND - offset) / size)
  const last = Math.floor((1200 + BEYOND - offset) / size)
  return Array.from({ length: last - first + 1 }, (_, n) => {
    const k = first + n
    const share = bins[((k % bins.length) + bins.length) % bins.length] ?? 0
    const y = top + height * (1 - share / highest)
    return `${at(centsX(k * size + offset))},${at(y)}`
  })
}

/** Names above the degrees, on a second line where two are near. */
function degreeLabels(degrees: readonly Degree[]): string[] {
  const { top, height } = distributionFrame
  const [first] = degrees
  const all = first?.cents === 0 ? [...degrees, { ...first, cents: 1200 }] : degrees
  let lastX = Number.NEGATIVE_INFINITY
  let raised = false
  return all.flatMap(({ cents, name }) => {
    const x = centsX(cents)
    raised = x - lastX < NAME_WIDTH && !raised
    lastX = x
    return [
      line(x, top, x, top + height, ' stroke-dasharray="2 3"'),
      label(x, top - (raised ? 22 : 8), name),
    ]
  })
}

function centsAxis(): string[] {
  const { left, top, width, height } = distributionFrame
  const bottom = top + height
  const ticks = Array.from({ length: 13 }, (_, n) => n * 100)
  return [
    `<line x1="${left}" y1="${bottom}" x2="${left + width}" y2="${bottom}" stroke="${colours.ink}"/>`,
    ...ticks.map((cents) => label(centsX(cents), bottom + 16, String(cents))),
    label(left + width / 2, bottom + 36, 'cents above the tonic', { fill: colours.quiet }),
  ]
}

function legend({ mode }: DrawnMelody): string[] {
  const y = 88
  const { left } = distributionFrame
  const entry = (x: number, words: string) => label(x + 32, y, words, { anchor: 'start' })
  const melody = [
    `<rect x="${left}" y="${y - 10}" width="24" height="10" fill="${colours.area}" stroke="${colours.melody}"/>`,
    entry(left, 'the melody'),
  ]
  if (!mode) return melody
  const x = left + 150
  return [
    ...melody,
    `<line x1="${x}" y1="${y - 5}" x2="${x + 24}" y2="${y - 5}" stroke="${colours.template}" stroke-width="2" stroke-dasharray="6 3"/>`,
    entry(x, `what ${mode.name} is like`),
  ]
}

function drawDistribution(melody: DrawnMelody): string[] {
  const { distribution, mode } = melody
  const { top, height } = distributionFrame
  const bottom = at(top + height)
  const points = outline(distribution, 0)
  const ends = [points[0], points.at(-1)].map((point) => point?.split(',')[0] ?? '0')
  return [
    ...degreeLabels(degreesOf(melody)),
    `<polygon points="${ends[0]},${bottom} ${points.join(' ')} ${ends[1]},${bottom}" fill="${colours.area}" stroke="${colours.melody}"/>`,
    ...(mode
      ? [
          `<polyline points="${outline(mode.template, mode.tonicOffset).join(' ')}" fill="none" stroke="${colours.template}" stroke-width="2" stroke-dasharray="6 3"/>`,
        ]
      : []),
    ...centsAxis(),
    ...legend(melody),
  ]
}

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

function drawContour(melody: DrawnMelody): string[] {
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

function tonicWords({ note, centsFromNote, hz }: Tonic): string {
  const cents = Math.round(centsFromNote)
  return `${note} ${cents < 0 ? '−' : '+'}${Math.abs(cents)} cents, ${hz.toFixed(1)} Hz`
}

function modeWords({ mode }: DrawnMelody): string {
  if (!mode) return 'no mode told'
  return mode.probability === null
    ? `likeliest: ${mode.name}`
    : `${mode.name}, ${Math.round(mode.probability * 100)} %`
}

function description(melody: DrawnMelody): string {
  const { mode, contour } = melody
  const parts = contour.map(
    ({ start, hop, cents }) => `${clock(start)} to ${clock(start + hop * cents.length)}`,
  )
  return [
    `Above: how often each pitch of the octave sounds, in cents from the tonic (${tonicWords(melody.tonic)})`,
    mode ? `, with what ${mode.name} is like as a dashed line.` : '.',
    ` Below: the melody from ${parts.join(' and from ')}.`,
  ].join('')
}

/**
 * A picture of a melody as one SVG: its pitch-class distribution from the tonic with the likeliest mode's template over
 * it, and below it the contour of the parts that were listened to. Told in words too (title, desc); plain elements and
 * attributes only, on a light ground, so that any viewer shows it.
 */
export function modeSvg(melody: DrawnMelody): string {
  const { left } = distributionFrame
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title desc" font-family="sans-serif">`,
    `<title id="title">${escaped(`Mode of “${melody.title}”: ${modeWords(melody)}`)}</title>`,
    `<desc id="desc">${escaped(description(melody))}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    label(left, 36, shortened(melody.title), { anchor: 'start', size: 20 }),
    label(left, 60, `${modeWords(melody)}; tonic ${tonicWords(melody.tonic)}`, {
      anchor: 'start',
      size: 14,
      fill: colours.quiet,
    }),
    ...drawDistribution(melody),
    ...drawContour(melody),
    '</svg>',
    '',
  ].join('\n')
}
