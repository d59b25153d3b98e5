import { at, escaped } from '../../mode/svg-elements.ts'
import type { Spread } from '../evaluation.ts'

/** Colours are the page's, so that a plot follows it into the dark. */
function text(x: number, y: number, words: string, kind = 'ink', anchor = 'start'): string {
  return `<text class="${kind}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${escaped(words)}</text>`
}

function rule(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`
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
            `<path class="published" d="M${at(x(published))} ${at(y - 6)}l6 6l-6 6l-6 -6z"><title>published: ${(published * 100).toFixed(1)}</title></path>`,
          ]
    if (!value) return [label, text(NAMES, y + 4, 'not defined', 'quiet'), ...mark]
    const { mean, deviation } = value
    return [
      label,
      rule(x(mean - deviation), y, x(mean + deviation), y, 'deviation'),
      ...mark,
      `<circle class="value" cx="${at(x(mean))}" cy="${at(y)}" r="4"><title>${(mean * 100).toFixed(1)} ± ${(deviation * 100).toFixed(1)}</title></circle>`,
    ]
  })
  return svg(WIDTH, bottom + 8, title, [...parts, ...rows])
}

export interface PlottedLine {
  name: string
  /** By layer. */
  values: { layer: number; value: Spread }[]
}

const HEIGHT = 260
const LEFT = 48
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
  return svg(WIDTH, HEIGHT, title, [
    ...ticks.flatMap((tick) => [
      rule(LEFT, y(tick), x(layers), y(tick), 'grid'),
      text(LEFT - 8, y(tick) + 4, (tick * 100).toFixed(1), 'quiet', 'end'),
    ]),
    ...Array.from({ length: layers + 1 }, (_, layer) =>
      text(x(layer), bottom + 18, String(layer), 'quiet', 'middle'),
    ),
    text((LEFT + x(layers)) / 2, bottom + 36, 'layer', 'quiet', 'middle'),
    ...lines.flatMap(({ name, values }, i) => {
      const drawn = values.flatMap(({ layer, value }) =>
        value ? [{ x: x(layer), y: y(value.mean) }] : [],
      )
      const last = drawn.at(-1)
      const kind = `line${i % kinds}`
      return [
        `<polyline class="${kind}" points="${drawn.map((point) => `${at(point.x)},${at(point.y)}`).join(' ')}"/>`,
        ...(last ? [text(last.x + 10, last.y + 4 + (i % 2) * 14, shortened(name))] : []),
      ]
    }),
  ])
}
