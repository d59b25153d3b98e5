import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useId,
  useState,
} from 'react'
import { IconButton } from '../button.tsx'
import type { Point } from '../menu.tsx'
import type { Column } from './column.ts'
import {
  allowedWidth,
  type ColumnChoice,
  inChosenOrder,
  withMoved,
  withShown,
  withWidths,
} from './column-choice.ts'
import { resized } from './column-layout.ts'
import { ColumnMenu, type ColumnWords } from './column-menu.tsx'
import { changeColumns, resetColumns } from './column-store.ts'
import { fittingWidth } from './fitting-width.ts'
import { followPointer } from './follow-pointer.ts'

/** The columns of a table can be chosen, and are remembered. */
export interface ChoosableColumns {
  /** The name they are remembered by. */
  table: string
  words: ColumnWords
}

interface HeadToolsOptions<Row> {
  choosable: ChoosableColumns | undefined
  all: readonly Column<Row>[]
  shown: readonly Column<Row>[]
  choice: ColumnChoice
  scroller: RefObject<HTMLElement | null>
}

/** Pixels by which a key widens a column. */
const widthStep = 16

export type HeadTools = NonNullable<ReturnType<typeof useHeadTools>>

/** Choosing, sizing and moving columns by mouse, menu and keyboard; `element` holds what stands beside the head. */
export function useHeadTools<Row>(options: HeadToolsOptions<Row>) {
  const { choosable, all, shown, choice, scroller } = options
  const hintId = useId()
  const [menu, setMenu] = useState<{ at: Point; key: string | undefined; from: HTMLElement }>()
  const [moving, setMoving] = useState<{ key: string; line: number }>()
  const [said, setSaid] = useState('')
  if (!choosable) return undefined
  const { table, words } = choosable
  const movable = shown.filter((column) => !column.fixed)

  const columnOf = (key: string | undefined) => all.find((column) => column.key === key)
  const isRightToLeft = () =>
    scroller.current !== null && getComputedStyle(scroller.current).direction === 'rtl'

  function boxOf(key: string): DOMRect {
    const at = shown.findIndex((column) => column.key === key) + 1
    const head = scroller.current?.querySelector(`[role="columnheader"][aria-colindex="${at}"]`)
    return head?.getBoundingClientRect() ?? new DOMRect()
  }
  function widthsNow(): Record<string, number> {
    return Object.fromEntries(shown.map(({ key }) => [key, Math.round(boxOf(key).width)]))
  }

  function setWidth(key: string, wanted: number, now = widthsNow(), passing = false) {
    const column = columnOf(key)
    if (!column) return
    const width = allowedWidth(column, wanted)
    const widths = resized(shown, key, width, now)
    changeColumns(table, (before) => withWidths(before, widths), { passing })
    if (!passing) setSaid(words.widthIs(column.header, width))
  }
  function step(key: string, by: 1 | -1) {
    setWidth(key, boxOf(key).width + by * widthStep)
  }
  function fitContents(key: string) {
    const at = shown.findIndex((column) => column.key === key) + 1
    if (scroller.current) setWidth(key, fittingWidth(scroller.current, at, shown.length))
  }

  function moveBefore(key: string, before: string | null) {
    changeColumns(table, (now) => withMoved(all, now, key, before))
    const place = movable.filter((column) => column.key !== key)
    const at = before === null ? place.length : place.findIndex((column) => column.key === before)
    setSaid(words.placeIs(columnOf(key)?.header ?? '', at + 1, movable.length))
  }
  function move(key: string, by: 1 | -1) {
    const at = movable.findIndex((column) => column.key === key)
    const target = at + by
    if (at < 0 || target < 0 || target >= movable.length) return
    const before = by === 1 ? movable[target + 1] : movable[target]
    moveBefore(key, before?.key ?? null)
  }

  function dragEdge(event: PointerEvent, key: string) {
    if (event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    const now = widthsNow()
    const width = now[key] ?? 0
    const sign = isRightToLeft() ? -1 : 1
    followPointer(event, {
      onMove: ({ x }) => setWidth(key, width + sign * x, now, true),
      onEnd: ({ x }) => setWidth(key, width + sign * x, now),
      onCancel: () => changeColumns(table, () => choice),
    })
  }

  /** The column that a dragged one would stand before, and where the edge between is, px from the row's start. */
  function placeAt(x: number): { before: string | null; line: number } {
    const rightToLeft = isRightToLeft()
    const row = scroller.current?.querySelector('.grid-line')?.getBoundingClientRect()
    const isBefore = (box: DOMRect) => {
      const centre = box.left + box.width / 2
      return rightToLeft ? x > centre : x < centre
    }
    const found = movable.find(({ key }) => isBefore(boxOf(key)))
    const box = boxOf(found?.key ?? movable.at(-1)?.key ?? '')
    const onRight = rightToLeft === (found !== undefined)
    const edge = onRight ? box.right + 6 : box.left - 6
    const line = rightToLeft ? (row?.right ?? 0) - edge : edge - (row?.left ?? 0)
    return { before: found?.key ?? null, line }
  }
  function dragHead(event: PointerEvent, key: string) {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const { clientX } = event
    followPointer(event, {
      from: 6,
      onMove: ({ x }) => setMoving({ key, line: placeAt(clientX + x).line }),
      onEnd: ({ x }) => {
        setMoving(undefined)
        const { before } = placeAt(clientX + x)
        if (before !== key) moveBefore(key, before)
      },
      onCancel: () => setMoving(undefined),
    })
  }

  function openMenu(from: HTMLElement, key?: string, at?: Point) {
    const box = from.getBoundingClientRect()
    setMenu({ at: at ?? { x: box.left, y: box.bottom }, key, from })
  }
  /** The heads may have moved about meanwhile: whatever was pressed gets the focus back if it is still there. */
  function closeMenu() {
    const from = menu?.from
    setMenu(undefined)
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        (from?.isConnected ? from : scroller.current)?.focus()
    })
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, key: string) {
    const forward = isRightToLeft() ? 'ArrowLeft' : 'ArrowRight'
    const back = isRightToLeft() ? 'ArrowRight' : 'ArrowLeft'
    const by = event.key === forward ? 1 : event.key === back ? -1 : undefined
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      openMenu(event.currentTarget, key)
    else if (by === undefined || !event.altKey || event.ctrlKey || event.metaKey) return
    else if (event.shiftKey) step(key, by)
    else move(key, by)
    event.preventDefault()
    event.stopPropagation()
  }

  return {
    hintId,
    moving: moving?.key,
    line: moving?.line,
    openMenu,
    handlersOf: (key: string) => ({
      onPointerDown: (event: PointerEvent) => dragHead(event, key),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, key),
      onContextMenu: (event: MouseEvent<HTMLElement>) => {
        event.preventDefault()
        event.stopPropagation()
        openMenu(event.currentTarget, key, { x: event.clientX, y: event.clientY })
      },
    }),
    edgeOf: (key: string) => ({
      onPointerDown: (event: PointerEvent) => dragEdge(event, key),
      onDoubleClick: () => fitContents(key),
    }),
    element: (
      <>
        <div className="grid-choose">
          <IconButton
            icon="columns"
            size={16}
            label={words.columns}
            aria-haspopup="menu"
            onPress={({ target }) => target instanceof HTMLElement && openMenu(target)}
          />
        </div>
        <p id={hintId} hidden>
          {words.hint}
        </p>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {menu && (
          <ColumnMenu
            at={menu.at}
            words={words}
            columns={inChosenOrder(all, choice).filter((column) => !column.fixed)}
            shown={new Set(movable.map((column) => column.key))}
            column={columnOf(menu.key)}
            onShown={(key, wanted) => changeColumns(table, (now) => withShown(now, key, wanted))}
            onStep={step}
            onFit={fitContents}
            onMove={move}
            onReset={() => resetColumns(table)}
            onClose={closeMenu}
          />
        )}
      </>
    ),
  }
}
