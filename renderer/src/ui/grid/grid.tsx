import './grid.css'
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react'
import { useWidth } from '../use-width.ts'
import type { Column } from './column.ts'
import { GridHead, type GridSort } from './grid-head.tsx'
import { GridRow } from './grid-row.tsx'
import { movedBy } from './keys.ts'
import {
  changeSelection,
  rememberTop,
  selectionOf,
  topOf,
  useListState,
  useSelection,
} from './list-state.ts'
import { type RowMenu, useMenuColumn } from './menu-column.tsx'
import { extendTo, moveTo, nothingSelected, selectAll, selectOne, toggle } from './selection.ts'
import { useColumns } from './use-columns.ts'
import { type ChoosableColumns, useHeadTools } from './use-head-tools.tsx'
import { useRowDrag } from './use-row-drag.ts'
import { useSteadyRows } from './use-steady-rows.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export interface GridProps<Row> {
  /** Names the list whose selection and scroll position this is. */
  list: string
  label: string
  /** Changes when the rows are other rows, or in another order: the grid then starts at the top. */
  view: string
  /** The rows shown are those of before, while what was asked for is fetched. */
  busy?: boolean
  className?: string
  /** The names of the columns take no room: for a list whose cells say by themselves what they are. */
  headless?: boolean
  /** The row that a view begins with when it is shown, a little below the top, instead of where it was left. */
  startAt?: number
  columns: readonly Column<Row>[]
  /** The user can choose, size and move columns. */
  choosable?: ChoosableColumns
  rowHeight: number
  count: number
  /** Undefined while the row is being fetched. */
  rowAt: (index: number) => Row | undefined
  keyOf: (row: Row) => number
  /** Keys of all rows in order, which may have to be fetched. */
  allKeys: () => Promise<readonly number[]>
  rowState?: (row: Row) => { className?: string; label?: string }
  sort?: GridSort
  onSort?: (key: string) => void
  onActivate?: (row: Row, index: number) => void
  /** Other keys; answers whether the key meant something. */
  onKey?: (event: KeyboardEvent, row: Row | undefined) => boolean
  menu?: RowMenu
  /** The rows drawn. `topRow` answers, at any time, which row is at the top of the view; undefined at the top of the list. */
  onVisible?: (first: number, last: number, topRow: () => number | undefined) => void
  /** Where the row with a key is, for rows that may have moved far; undefined when it is not known. */
  indexOf?: (key: number) => number | undefined
  /** A drag of the selected rows begins; says what is dragged. */
  onDrag?: (event: DragEvent) => void
  /** Dragged rows dropped before row `before` (0..count). */
  onReorder?: (keys: readonly number[], before: number) => void
}

const shownHead = 32
/** Rows that are shown before the one that a view begins with. */
const rowsBefore = 2

/** A virtualised grid of rows of one height: mouse, keyboard and screen reader. Knows nothing of what it shows. */
export function Grid<Row>(props: GridProps<Row>) {
  const { list, count, rowHeight, rowAt, keyOf, view } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  const { choosable, headless = false, startAt } = props
  const headHeight = headless ? 0 : shownHead
  const width = useWidth(scroller)
  const all = useMenuColumn(props.columns, props.menu)
  const hasMenus = all !== props.columns
  const { columns, choice, style } = useColumns(all, choosable?.table, width, hasMenus)
  const tools = useHeadTools({ choosable, all, shown: columns, choice, scroller })
  const selection = useSelection(list)
  const startTop = () =>
    startAt === undefined ? topOf(list, view) : Math.max(0, startAt - rowsBefore) * rowHeight
  const virtual = useVirtualRows({
    view,
    count,
    rowHeight,
    headHeight,
    scroller,
    holder,
    initialTop: startTop(),
    onTop: (top) => rememberTop(list, view, top),
  })

  useEffect(() => {
    const used = Object.keys(useListState.getState().selections).length > 0
    // A list beside the page comes when a row is pressed, and must not take the focus from it.
    if (used && document.activeElement?.matches('body, h1') && scroller.current?.closest('main'))
      scroller.current?.focus({ preventScroll: true })
  }, [])

  const shownView = useRef(view)
  useLayoutEffect(() => {
    if (shownView.current === view) return
    shownView.current = view
    changeSelection(list, () => nothingSelected)
    virtual.scrollTo(startTop())
  })

  const first = virtual.rows[0]?.index ?? 0
  const last = virtual.rows.at(-1)?.index ?? 0
  const { onVisible, indexOf } = props
  const topRow = useRef(() => {
    const top = virtual.top()
    return top === 0 ? undefined : Math.floor(top / rowHeight)
  }).current
  useEffect(() => onVisible?.(first, last, topRow), [onVisible, first, last, topRow])
  useSteadyRows({ list, view, virtual, rowHeight, rowAt, keyOf, indexOf })

  /** Where the active row was before a key of the list's owner, which may have moved it out of sight. */
  const activeBefore = useRef<number>(undefined)
  useLayoutEffect(() => {
    const before = activeBefore.current
    activeBefore.current = undefined
    const now = selection.active?.index
    if (before !== undefined && now !== undefined && now !== before) virtual.reveal(now)
  })
  const drag = useRowDrag({
    list,
    rowHeight,
    count,
    scroller,
    headHeight,
    virtual,
    onDrag: props.onDrag,
    onReorder: props.onReorder,
  })

  /** The key of a row, fetched when the row itself has not come yet. */
  async function keyAt(index: number) {
    const row = rowAt(index)
    return row === undefined ? (await props.allKeys())[index] : keyOf(row)
  }

  async function extend(index: number) {
    const from = Math.min(selectionOf(list).anchor, index)
    const to = Math.max(selectionOf(list).anchor, index)
    const keys = loadedKeys(from, to, rowAt, keyOf) ?? (await props.allKeys()).slice(from, to + 1)
    const key = keys[index - from]
    if (key !== undefined) changeSelection(list, (now) => extendTo(now, index, key, keys))
  }

  async function go(event: KeyboardEvent, index: number) {
    const { shiftKey, ctrlKey, metaKey } = event
    virtual.reveal(index)
    if (shiftKey) return extend(index)
    const key = await keyAt(index)
    if (key === undefined) return
    changeSelection(list, (now) =>
      ctrlKey || metaKey ? moveTo(now, index, key) : selectOne(index, key),
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== scroller.current) return
    const active = selection.active?.index ?? -1
    const row = active >= 0 ? rowAt(active) : undefined
    const command = event.ctrlKey || event.metaKey
    const target = event.altKey ? undefined : movedBy(event.key, active, count, virtual.pageRows)
    if (target !== undefined) void go(event, target)
    else if (command && event.key.toLowerCase() === 'a')
      void props.allKeys().then((keys) => changeSelection(list, (now) => selectAll(now, keys)))
    else if (command && event.key === ' ' && row !== undefined)
      changeSelection(list, (now) => toggle(now, active, keyOf(row)))
    else if (event.key === 'Enter' && row !== undefined) props.onActivate?.(row, active)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      openMenu(active)
    else {
      if (!props.onKey?.(event, row)) return
      activeBefore.current = active
    }
    event.preventDefault()
    event.stopPropagation()
  }

  function openMenu(index: number) {
    const row = scroller.current?.querySelector(`[data-index="${index}"]`)
    const box = (row ?? scroller.current)?.getBoundingClientRect()
    if (box && index >= 0) props.menu?.open({ x: box.left + 48, y: box.bottom })
  }

  /** The button at a row's end means the selected rows where the row is one of them, else the row. */
  function openMenuOf(button: Element) {
    const index = indexAt(button)
    const row = index === undefined ? undefined : rowAt(index)
    if (index === undefined || row === undefined) return
    const key = keyOf(row)
    changeSelection(list, (now) =>
      now.keys.has(key) ? moveTo(now, index, key) : selectOne(index, key),
    )
    scroller.current?.focus({ preventScroll: true })
    const { left, bottom } = button.getBoundingClientRect()
    props.menu?.open({ x: left, y: bottom })
  }

  function onMouseDown(event: MouseEvent) {
    const index = rowIndexOf(event.target)
    const row = index === undefined ? undefined : rowAt(index)
    if (index === undefined || row === undefined) return
    const key = keyOf(row)
    if (event.shiftKey) {
      event.preventDefault()
      scroller.current?.focus()
      void extend(index)
    } else if (event.button === 0 && (event.ctrlKey || event.metaKey))
      changeSelection(list, (now) => toggle(now, index, key))
    else if (!selection.keys.has(key)) changeSelection(list, () => selectOne(index, key))
    else changeSelection(list, (now) => moveTo(now, index, key))
  }

  function onClick(event: MouseEvent) {
    const button = event.target instanceof Element && event.target.closest('.grid-menu')
    if (button) return openMenuOf(button)
    const index = rowIndexOf(event.target)
    const row = index === undefined ? undefined : rowAt(index)
    if (index === undefined || row === undefined) return
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey
    if (plain && selection.keys.size > 1) changeSelection(list, () => selectOne(index, keyOf(row)))
  }

  const gutter = (scroller.current?.offsetWidth ?? width) - width
  const frameClass = [
    'grid-frame',
    choosable && 'grid-choosable',
    headless && 'grid-headless',
    hasMenus && 'grid-with-menus',
    props.className,
  ]
    .filter(Boolean)
    .join(' ')
  const draggable = props.onDrag !== undefined || props.onReorder !== undefined
  const active = selection.active?.index
  const activeShown = virtual.rows.some((row) => row.index === active)
  return (
    <div className={frameClass} style={{ ...style, '--grid-gutter': `${gutter}px` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised without losing its roles */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className="grid"
        aria-label={props.label}
        aria-multiselectable="true"
        aria-busy={props.busy || undefined}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-activedescendant={activeShown ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onClick={onClick}
        onDoubleClick={(event) => {
          const index = rowIndexOf(event.target)
          const row = index === undefined ? undefined : rowAt(index)
          if (index !== undefined && row !== undefined) props.onActivate?.(row, index)
        }}
        onContextMenu={(event) => {
          if (rowIndexOf(event.target) === undefined || !props.menu) return
          event.preventDefault()
          props.menu.open({ x: event.clientX, y: event.clientY })
        }}
        {...drag.handlers}
      >
        <GridHead columns={columns} sort={props.sort} onSort={props.onSort} tools={tools} />
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="rowgroup" className="grid-body" style={{ blockSize: virtual.boxHeight }}>
          <div
            ref={holder}
            className="grid-holder"
            style={{ transform: `translateY(${virtual.holderTop}px)` }}
          >
            {virtual.rows.map(({ index, top }) => {
              const row = rowAt(index)
              const state = row === undefined ? undefined : props.rowState?.(row)
              return (
                <GridRow
                  key={index}
                  id={`${id}-${index}`}
                  index={index}
                  top={top}
                  height={rowHeight}
                  row={row}
                  columns={columns}
                  className={state?.className ?? ''}
                  label={state?.label}
                  selected={row !== undefined && selection.keys.has(keyOf(row))}
                  active={index === active}
                  draggable={draggable}
                />
              )
            })}
            {drag.line !== undefined && (
              <div
                className="grid-drop-line"
                style={{ insetBlockStart: drag.line - virtual.origin * rowHeight }}
              />
            )}
          </div>
        </div>
      </div>
      {tools?.element}
    </div>
  )
}

function rowIndexOf(target: EventTarget): number | undefined {
  return target instanceof Element && !target.closest('button') ? indexAt(target) : undefined
}

function indexAt(element: Element): number | undefined {
  const index = element.closest('[data-index]')?.getAttribute('data-index')
  return index === null || index === undefined ? undefined : Number(index)
}

function loadedKeys<Row>(
  from: number,
  to: number,
  rowAt: (index: number) => Row | undefined,
  keyOf: (row: Row) => number,
): number[] | undefined {
  const keys: number[] = []
  for (let index = from; index <= to; index++) {
    const row = rowAt(index)
    if (row === undefined) return undefined
    keys.push(keyOf(row))
  }
  return keys
}
