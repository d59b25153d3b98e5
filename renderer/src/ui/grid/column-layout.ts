import type { AnyColumn } from './column.ts'
import { type ColumnChoice, inChosenOrder, noChoice } from './column-choice.ts'

/** Pixels between columns, as in grid.css. */
const gap = 12

/**
 * The columns to show in so many pixels, from start to end. A room of 0 is not known yet, and holds all. What goes for
 * want of room depends on the window alone: a column that the user widens or adds never makes another one vanish.
 */
export function shownColumns<Of extends AnyColumn>(
  columns: readonly Of[],
  choice: ColumnChoice,
  room: number,
): Of[] {
  const wanted = inChosenOrder(columns, choice).filter(
    (column) => column.fixed || column.required || (choice.shown[column.key] ?? !column.hidden),
  )
  if (room === 0) return wanted
  const unchosen = wanted.filter((column) => choice.shown[column.key] === undefined)
  const left = new Set(unchosen)
  const droppable = unchosen
    .filter((column) => column.drop !== undefined)
    .reverse()
    .sort((a, b) => (a.drop ?? 0) - (b.drop ?? 0))
  for (const column of droppable) {
    if (leastWidth([...left], noChoice) <= room) break
    left.delete(column)
  }
  return wanted.filter((column) => left.has(column) || choice.shown[column.key])
}

/** `grid-template-columns` of shown columns. */
export function columnTemplate(columns: readonly AnyColumn[], choice: ColumnChoice): string {
  return columns
    .map((column) => {
      const chosen = choice.widths[column.key]
      if (chosen !== undefined) return `${chosen}px`
      return column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`
    })
    .join(' ')
}

/** The pixels that these columns need in a row; in less room the table scrolls sideways. */
export function leastWidth(columns: readonly AnyColumn[], choice: ColumnChoice): number {
  const widths = columns.map((column) => choice.widths[column.key] ?? column.width)
  const gaps = Math.max(0, columns.length - 1) * gap
  return widths.reduce((sum, width) => sum + width, gaps)
}

/**
 * The widths to keep when a column is given another one: those of growing columns before it stay what they are on
 * the screen, so that the edge is where it was put. `now` are the widths on the screen.
 */
export function resized(
  columns: readonly AnyColumn[],
  key: string,
  width: number,
  now: Readonly<Record<string, number>>,
): Record<string, number> {
  const before = columns.slice(
    0,
    columns.findIndex((column) => column.key === key),
  )
  const held = before.flatMap(({ key: other, grow }) => {
    const shown = now[other]
    return grow && shown !== undefined ? [[other, shown] as const] : []
  })
  return { ...Object.fromEntries(held), [key]: width }
}
