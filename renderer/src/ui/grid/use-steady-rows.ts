import { useLayoutEffect, useRef } from 'react'
import { changeSelection, selectionOf } from './list-state.ts'
import { follow, letGo } from './selection.ts'
import type { VirtualRows } from './use-virtual-rows.ts'

interface SteadyRowsOptions<Row> {
  list: string
  view: string
  virtual: VirtualRows
  rowHeight: number
  rowAt: (index: number) => Row | undefined
  keyOf: (row: Row) => number
}

/** How far a row may have moved between two drawings and still be found. */
const reach = 400

/**
 * Keeps the rows that are being looked at where they are when others arrive or go above them. At the very top
 * the list stays at the top, so that new first rows are seen. The active row stays the active one.
 */
export function useSteadyRows<Row>(options: SteadyRowsOptions<Row>) {
  const { list, view, virtual, rowHeight, rowAt, keyOf } = options
  const held = useRef<{ view: string; index: number; key: number } | null>(null)

  useLayoutEffect(() => {
    const top = virtual.top()
    const index = Math.floor(top / rowHeight)
    const before = held.current
    let moved = 0
    if (before && before.view === view && before.index === index && top > 0) {
      moved = distance(before.index, before.key, rowAt, keyOf)
      if (moved !== 0) {
        virtual.scrollTo(top + moved * rowHeight)
      }
    }
    keepActive(list, rowAt, keyOf)
    const row = rowAt(index + moved)
    held.current = row === undefined ? null : { view, index: index + moved, key: keyOf(row) }
  })
}

/** Keys act on the row that is marked: its index follows it, and when it went far away no row is active. */
function keepActive<Row>(
  list: string,
  rowAt: (index: number) => Row | undefined,
  keyOf: (row: Row) => number,
) {
  const { active } = selectionOf(list)
  const there = active ? rowAt(active.index) : undefined
  if (!active || there === undefined || keyOf(there) === active.key) return
  const moved = distance(active.index, active.key, rowAt, keyOf)
  changeSelection(list, (selection) => (moved === 0 ? letGo(selection) : follow(selection, moved)))
}

/** Rows by which the row `key`, last seen at `index`, has moved; 0 when it is there or nowhere near. */
export function distance<Row>(
  index: number,
  key: number,
  rowAt: (index: number) => Row | undefined,
  keyOf: (row: Row) => number,
): number {
  for (let step = 0; step <= reach; step++) {
    for (const moved of [step, -step]) {
      const row = rowAt(index + moved)
      if (row !== undefined && keyOf(row) === key) return moved
    }
  }
  return 0
}
