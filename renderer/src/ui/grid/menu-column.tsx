import { useMemo } from 'react'
import { Icon } from '../icon.tsx'
import type { Point } from '../menu.tsx'
import { useMedia } from '../use-media.ts'
import type { Column } from './column.ts'

/** What can be done with the selected rows, in a menu that its owner shows. */
export interface RowMenu {
  /** Its name. */
  label: string
  open: (at: Point) => void
}

/** A finger has no other button: where there may be one, each row ends with a button that opens the menu. */
export function useMenuColumn<Row>(columns: readonly Column<Row>[], menu: RowMenu | undefined) {
  const touched = useMedia('(any-pointer: coarse)')
  const label = touched ? menu?.label : undefined
  return useMemo(
    () => (label === undefined ? columns : [...columns, menuColumn(label)]),
    [columns, label],
  )
}

function menuColumn(label: string): Column<unknown> {
  return {
    key: 'menu',
    header: label,
    hideHeader: true,
    fixed: true,
    width: 32,
    cell: () => (
      <button
        type="button"
        className="grid-menu"
        // The grid has the focus; the menu key does the same.
        tabIndex={-1}
        aria-haspopup="menu"
        aria-label={label}
      >
        <Icon name="more" size={16} />
      </button>
    ),
  }
}
