import { type KeyboardEvent, useState } from 'react'
import { Icon } from '../icon.tsx'
import { type Column, columnClass } from './column.ts'
import type { HeadTools } from './use-head-tools.tsx'

export interface GridSort {
  key: string
  descending: boolean
}

interface GridHeadProps<Row> {
  columns: readonly Column<Row>[]
  sort: GridSort | undefined
  onSort: ((key: string) => void) | undefined
  /** Undefined where the columns cannot be chosen. */
  tools: HeadTools | undefined
}

/** The names of the columns: one stop of the Tab key, in which the arrow keys move. */
export function GridHead<Row>({ columns, sort, onSort, tools }: GridHeadProps<Row>) {
  const [stop, setStop] = useState<string>()
  const sorts = (column: Column<Row>) => column.sortable === true && onSort !== undefined
  const pressable = columns.filter(
    (column) => !column.hideHeader && (sorts(column) || (tools && !column.fixed)),
  )
  const stopKey = (pressable.find(({ key }) => key === stop) ?? pressable[0])?.key

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
            data-moving={tools?.moving === column.key || undefined}
            {...(column.fixed ? {} : tools?.handlersOf(column.key))}
          >
            {pressable.includes(column) ? (
              <button
                type="button"
                className="grid-sort"
                tabIndex={column.key === stopKey ? 0 : -1}
                aria-haspopup={sorts(column) ? undefined : 'menu'}
                aria-describedby={tools?.hintId}
                onFocus={() => setStop(column.key)}
                onKeyDown={(event) => moveFocus(event)}
                onClick={(event) => {
                  if (sorts(column)) onSort?.(column.key)
                  else tools?.openMenu(event.currentTarget, column.key)
                }}
              >
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
            {tools && !column.fixed && <span className="grid-edge" {...tools.edgeOf(column.key)} />}
          </div>
        ))}
        {tools?.line !== undefined && (
          <span
            className="grid-head-line"
            style={{ insetInlineStart: tools.line - 1 }}
            aria-hidden="true"
          />
        )}
      </div>
    </div>
  )
}

function ariaSort<Row>(column: Column<Row>, sort: GridSort | undefined) {
  if (!column.sortable) return undefined
  if (sort?.key !== column.key) return 'none'
  return sort.descending ? 'descending' : 'ascending'
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const grid = event.currentTarget.closest<HTMLElement>('[role="grid"]')
  const buttons = [...(grid?.querySelectorAll<HTMLElement>('.grid-sort') ?? [])]
  const at = buttons.indexOf(event.currentTarget)
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
  const targets: Record<string, HTMLElement | null | undefined> = {
    ArrowRight: buttons[at + forward],
    ArrowLeft: buttons[at - forward],
    Home: buttons[0],
    End: buttons.at(-1),
    ArrowDown: grid,
  }
  if (!Object.hasOwn(targets, event.key)) return
  targets[event.key]?.focus()
  event.preventDefault()
}
