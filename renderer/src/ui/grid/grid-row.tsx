import { memo } from 'react'
import { type Column, columnClass } from './column.ts'

interface GridRowProps {
  id: string
  index: number
  top: number
  height: number
  /** Undefined while it is being fetched. */
  row: unknown
  columns: readonly Column<unknown>[]
  className: string
  label: string | undefined
  selected: boolean
  active: boolean
  draggable: boolean
}

function Row(props: GridRowProps) {
  const { id, index, top, height, row, columns, selected, draggable } = props
  const activeClass = props.active ? ' grid-row-active' : ''
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a virtualised grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row
    <div
      role="row"
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined ? true : undefined}
      aria-label={props.label}
      draggable={draggable}
      className={`grid-line grid-row${activeClass} ${props.className}`}
      style={{ insetBlockStart: top, blockSize: height }}
    >
      {columns.map((column, at) => (
        // biome-ignore lint/a11y/useSemanticElements: part of a virtualised grid
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={at + 1}
          className={columnClass('grid-cell', column)}
        >
          {row === undefined ? <span className="grid-waiting" /> : column.cell(row, index)}
        </div>
      ))}
    </div>
  )
}

export const GridRow = memo(Row)
