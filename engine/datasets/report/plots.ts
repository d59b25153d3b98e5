import { at, escaped } from '../../mode/svg-elements.ts'
import type { Spread } from '../evaluation.ts'
import { percent, spread } from './words.ts'

/** Colours are the page's, so that a plot follows it into the dark. */
function text(x: number, y: number, words: string, kind = 'ink', anchor = 'start'): string {
  return `<text class="${kind}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${escaped(words)}</text>`
}

function rule(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`
}

/** More values are too many to be read out; a table has them. */
const MOST_TOLD = 8

/** What a plot shows, for those who do not see it. */
function told(title: string, values: readonly string[]): string {
  if (values.length > MOST_TOLD)
    return `${title}: ${values.length} values, all of them in the table that follows`
  return `${title}: ${values.join('; ')}`
}

function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${at(height)}" role="img" aria-label="${escaped(title)}">${parts.join('')}</svg>`
}

export interface PlottedValue {
  name: string
  value: Spread
  /** What was published, drawn as a mark; null for nothing. */
  published: number | null
}

const WIDTH = 720
const NAMES = 260
const ROW = 24
const TOP = 28
const LONGEST_NAME = 38

function shortened(name: string): string {
  const letters = [...name]
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`
}

/** From `least` to 1, at the bars. */
function axis(least: number, bottom: number): { x(value: number): number; parts: string[] } {
  const x = (value: number) =>
    NAMES + ((Math.max(least, Math.min(1, value)) - least) / (1 - least)) * (WIDTH - NAMES - 24)
  const ticks = Array.from({ length: 6 }, (_, i) => least + ((1 - least) * i) / 5)
  return {
    x,
    parts: ticks.flatMap((tick) => [
      rule(x(tick), TOP - 6, x(tick), bottom, 'grid'),
      text(x(tick), TOP - 12, `${Math.round(tick * 100)}`, 'quiet', 'middle'),
    ]),
  }
}

/**
 * A dot for each value with a line as long as the deviation to both sides, and a diamond where a published value is.
 * `least` is where the axis begins; it ends at 1. What is not defined says so.
 */
export function dotPlot(title: string, values: readonly PlottedValue[], least: number): string {
  const bottom = TOP + values.length * ROW
  const { x, parts } = axis(least, bottom)
  const rows = values.flatMap(({ name, value, published }, i) => {
    const y = TOP + i * ROW + ROW / 2
    const label = text(NAMES - 12, y + 4, shortened(name), 'ink', 'end')
    const mark =
      published === null
        ? []
        : [
            `<path class="published" d="M${at(x(published))} ${at(y - 6)}l6 6l-6 6l-6 -6z"><title>published: ${percent(published)}</title></path>`,
          ]
    if (!value) return [label, text(NAMES, y + 4, 'not defined', 'quiet'), ...mark]
    const { mean, deviation } = value
    return [
      label,
      rule(x(mean - deviation), y, x(mean + deviation), y, 'deviation'),
      ...mark,
      `<circle class="value" cx="${at(x(mean))}" cy="${at(y)}" r="4"><title>${spread(value)}</title></circle>`,
    ]
  })
  const words = values.map(
    ({ name, value, published }) =>
      `${name} ${value ? spread(value) : 'not defined'}${published === null ? '' : `, published ${percent(published)}`}`,
  )
  return svg(WIDTH, bottom + 8, told(title, words), [...parts, ...rows])
}

export interface PlottedLine {
  name: string
  /** By layer. */
  values: { layer: number; value: Spread }[]
}

const HEIGHT = 260
const LEFT = 48
/** Height of a label. */
const LABEL = 15
const kinds = 4

/** A line for each encoder over its layers. */
export function layerPlot(title: string, lines: readonly PlottedLine[]): string {
  const all = lines.flatMap(({ values }) => values.flatMap(({ value }) => value?.mean ?? []))
  const least = Math.max(0, Math.floor((Math.min(1, ...all) - 0.02) * 20) / 20)
  const most = Math.min(1, Math.ceil((Math.max(0, ...all) + 0.02) * 20) / 20)
  const layers = Math.max(1, ...lines.flatMap(({ values }) => values.map(({ layer }) => layer)))
  const bottom = HEIGHT - 40
  const x = (layer: number) => LEFT + (layer / layers) * (WIDTH - LEFT - 180)
  const y = (value: number) => bottom - ((value - least) / (most - least || 1)) * (bottom - 20)
  const ticks = Array.from({ length: 5 }, (_, i) => least + ((most - least) * i) / 4)
  const drawn = lines.map(({ name, values }) => ({
    name,
    points: values.flatMap(({ layer, value }) =>
      value ? [{ x: x(layer), y: y(value.mean) }] : [],
    ),
  }))
  const ends = apart(drawn.map(({ points }) => points.at(-1)?.y ?? 0))
  const words = lines.map(({ name, values }) => {
    const best = values.toSorted((a, b) => (b.value?.mean ?? 0) - (a.value?.mean ?? 0))[0]
    return best?.value
      ? `${name} is highest at layer ${best.layer}, ${spread(best.value)}`
      : `${name} not defined`
  })
  return svg(WIDTH, HEIGHT, told(title, words), [
    ...ticks.flatMap((tick) => [
      rule(LEFT, y(tick), x(layers), y(tick), 'grid'),
      text(LEFT - 8, y(tick) + 4, (tick * 100).toFixed(1), 'quiet', 'end'),
    ]),
    ...Array.from({ length: layers + 1 }, (_, layer) =>
      text(x(layer), bottom + 18, String(layer), 'quiet', 'middle'),
    ),
    text((LEFT + x(layers)) / 2, bottom + 36, 'layer', 'quiet', 'middle'),
    ...drawn.flatMap(({ name, points }, i) => {
      const last = points.at(-1)
      const corners = points.map((point) => `${at(point.x)},${at(point.y)}`).join(' ')
      return [
        `<polyline class="line${i % kinds}" points="${corners}"/>`,
        ...(last ? [text(last.x + 10, (ends[i] ?? last.y) + 4, shortened(name))] : []),
      ]
    }),
  ])
}

/** Heights that are moved down so far that no label lies on another. */
function apart(heights: readonly number[]): number[] {
  const moved = [...heights]
  const order = [...heights.keys()].sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  let least = Number.NEGATIVE_INFINITY
  for (const n of order) {
    moved[n] = Math.max(heights[n] ?? 0, least)
    least = (moved[n] ?? 0) + LABEL
  }
  return moved
}
