import { Icon } from '../icon.tsx'
import { type Column, columnClass } from './column.ts'

export interface GridSort {
  key: string
  descending: boolean
}

interface GridHeadProps<Row> {
  columns: readonly Column<Row>[]
  sort: GridSort | undefined
  onSort: ((key: string) => void) | undefined
}

export function GridHead<Row>({ columns, sort, onSort }: GridHeadProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a virtualised grid
    <div role="rowgroup" className="grid-head">
      {/* biome-ignore lint/a11y/useSemanticElements: part of a virtualised grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row */}
      <div role="row" aria-rowindex={1} className="grid-line">
        {columns.map((column, at) => (
          // biome-ignore lint/a11y/useSemanticElements: part of a virtualised grid
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={at + 1}
            className={columnClass('grid-header', column)}
            aria-sort={ariaSort(column, sort)}
          >
            {column.sortable && onSort ? (
              <button type="button" className="grid-sort" onClick={() => onSort(column.key)}>
                <span className="clip">{column.header}</span>
                {sort?.key === column.key && (
                  <Icon name={sort.descending ? 'down' : 'up'} size={12} />
                )}
              </button>
            ) : (
              <span className={column.hideHeader ? 'visually-hidden' : 'clip'}>
                {column.header}
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

function ariaSort<Row>(column: Column<Row>, sort: GridSort | undefined) {
  if (!column.sortable) return undefined
  if (sort?.key !== column.key) return 'none'
  return sort.descending ? 'descending' : 'ascending'
}
