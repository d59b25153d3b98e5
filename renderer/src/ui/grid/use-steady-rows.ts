import { useLayoutEffect, useRef } from 'react'
import { changeSelection, selectionOf } from './list-state.ts'
import { follow, letGo } from './selection.ts'
import type { VirtualRows } from './use-virtual-rows.ts'

interface Rows<Row> {
  rowAt: (index: number) => Row | undefined
  keyOf: (row: Row) => number
  /** Where the row with a key is, however far it went; undefined when that is not known. */
  indexOf: ((key: number) => number | undefined) | undefined
}

interface SteadyRowsOptions<Row> extends Rows<Row> {
  list: string
  view: string
  virtual: VirtualRows
  rowHeight: number
}

/** How far a row may have moved between two drawings and still be found by looking for it. */
const reach = 400

/**
 * Keeps the rows that are being looked at where they are when others arrive or go above them. At the very top
 * the list stays at the top, so that new first rows are seen. The active row stays the active one.
 */
export function useSteadyRows<Row>(options: SteadyRowsOptions<Row>) {
  const { list, view, virtual, rowHeight, rowAt, keyOf } = options
  const before = useRef<{ view: string; rowAt: typeof rowAt } | null>(null)

  useLayoutEffect(() => {
    const top = virtual.top()
    const index = Math.floor(top / rowHeight)
    const held = before.current?.view === view ? before.current.rowAt(index) : undefined
    const moved = held === undefined || top === 0 ? 0 : distance(index, keyOf(held), options)
    if (moved !== 0) virtual.scrollTo(top + moved * rowHeight)
    keepActive(list, moved, options)
    before.current = { view, rowAt }
  })
}

/**
 * Keys act on the row that is marked: its index follows it. Where it is not known, it is thought to have moved by as
 * much as the rows in view, until it is seen; when another row is seen in its place, no row is active.
 */
function keepActive<Row>(list: string, rowsMoved: number, rows: Rows<Row>) {
  const { active } = selectionOf(list)
  if (!active) return
  const there = rows.rowAt(active.index)
  if (there !== undefined && rows.keyOf(there) === active.key) return
  const moved = distance(active.index, active.key, rows) || rowsMoved
  if (moved !== 0) changeSelection(list, (selection) => follow(selection, moved))
  else if (there !== undefined) changeSelection(list, letGo)
}

/** Rows by which the row `key`, last seen at `index`, has moved; 0 when it is there or nowhere near. */
export function distance<Row>(index: number, key: number, rows: Rows<Row>): number {
  const found = rows.indexOf?.(key)
  if (found !== undefined) return found - index
  for (let step = 0; step <= reach; step++) {
    for (const moved of [step, -step]) {
      const row = rows.rowAt(index + moved)
      if (row !== undefined && rows.keyOf(row) === key) return moved
    }
  }
  return 0
}
