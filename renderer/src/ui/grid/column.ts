import type { ReactNode } from 'react'

export interface Column<Row> {
  /** Lasting: what the user chose of the column is remembered by it. */
  key: string
  header: string
  /** Shown to screen readers only. */
  hideHeader?: boolean
  sortable?: boolean
  align?: 'end'
  /** Pixels, unless the user gave it another width; where the column grows, the least it then has. */
  width: number
  /** Its share of the room that is left over. */
  grow?: number
  /** The narrowest that the user can make it, px. */
  min?: number
  /** Left out where there is little room, unless the user chose it: the lowest goes first. */
  drop?: number
  /** Left out until the user chooses it. */
  hidden?: boolean
  /** The user cannot leave it out. */
  required?: boolean
  /** Belongs to the table itself, such as a mark or a button: the user can neither move, size nor leave it out. */
  fixed?: boolean
  cell(row: Row, index: number): ReactNode
}

export type AnyColumn = Omit<Column<never>, 'cell'>

export function columnClass(name: string, column: AnyColumn): string {
  return column.align === 'end' ? `${name} grid-end` : name
}
