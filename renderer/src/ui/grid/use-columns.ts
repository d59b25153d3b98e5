import { type CSSProperties, useMemo } from 'react'
import type { Column } from './column.ts'
import type { ColumnChoice } from './column-choice.ts'
import { columnTemplate, leastWidth, shownColumns } from './column-layout.ts'
import { useColumnChoice } from './column-store.ts'

/**
 * Pixels at both ends of a row, as in grid.css: more where the button that chooses columns stands at the head's end, which
 * is above the buttons that open the menus of rows.
 */
const padding = { fixed: 32, choosable: 56, menus: 20 }

export interface ShownColumns<Row> {
  choice: ColumnChoice
  /** Those shown, from start to end; the same array for as long as they are the same. */
  columns: readonly Column<Row>[]
  /** Sets the widths for the head and all rows. */
  style: CSSProperties
}

/**
 * Which columns of a table are shown in so many pixels, and how wide; `table` names what the user chose of them. `menus`
 * says that each row ends with the button of its menu.
 */
export function useColumns<Row>(
  all: readonly Column<Row>[],
  table: string | undefined,
  width: number,
  menus: boolean,
): ShownColumns<Row> {
  const choice = useColumnChoice(table)
  const beside = padding[menus ? 'menus' : table === undefined ? 'fixed' : 'choosable']
  const shown = shownColumns(all, choice, Math.max(0, width - beside))
  const keys = shown.map((column) => column.key).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are drawn anew when the columns are others, not when one is wider
  const columns = useMemo(() => shown, [all, keys])
  const style = {
    '--grid-columns': columnTemplate(columns, choice),
    '--grid-least': `${leastWidth(columns, choice) + beside}px`,
  }
  return { choice, columns, style }
}
