import { drawContour } from './contour-svg.ts'
import { type Degree, type DrawnMelody, degreesOf } from './drawn-melody.ts'
import { at, clock, colours, escaped, type Frame, label, line } from './svg-elements.ts'

const WIDTH = 960
const HEIGHT = 720
const distributionFrame: Frame = { left: 96, top: 140, width: 832, height: 214 }
/** The axis goes beyond the octave, so that the tonic's peak is whole at both ends. Cents. */
const BEYOND = 60
/** Names of degrees nearer than this share no line. */
const NAME_WIDTH = 58
const LONGEST_TITLE = 80

function shortened(title: string): string {
  const letters = [...title]
  return letters.length <= LONGEST_TITLE
    ? title
    : `${letters.slice(0, LONGEST_TITLE - 1).join('')}…`
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

function tonicWords({ note, centsFromNote, hz }: DrawnMelody['tonic']): string {
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
