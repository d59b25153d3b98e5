import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  header: string
  /** Shown to screen readers only. */
  hideHeader?: boolean
  sortable?: boolean
  align?: 'end'
  /** Hidden where there is little room: 1 goes first. */
  drop?: 1 | 2 | 3
  cell(row: Row, index: number): ReactNode
}

export function columnClass(name: string, column: Pick<Column<unknown>, 'align' | 'drop'>): string {
  const end = column.align === 'end' ? ' grid-end' : ''
  const drop = column.drop ? ` grid-drop-${column.drop}` : ''
  return `${name}${end}${drop}`
}
