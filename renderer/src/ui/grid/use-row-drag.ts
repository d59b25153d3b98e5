import { type DragEvent, type RefObject, useRef, useState } from 'react'
import { selectionOf } from './list-state.ts'
import type { VirtualRows } from './use-virtual-rows.ts'

interface RowDragOptions {
  list: string
  rowHeight: number
  headHeight: number
  count: number
  scroller: RefObject<HTMLElement | null>
  virtual: VirtualRows
  onDrag: ((event: DragEvent) => void) | undefined
  onReorder: ((keys: readonly number[], before: number) => void) | undefined
}

/** Dragging the selected rows: to another place in the same list, and to whoever takes what `onDrag` gives. */
export function useRowDrag(options: RowDragOptions) {
  const { list, rowHeight, headHeight, count, scroller, virtual, onDrag, onReorder } = options
  const dragging = useRef(false)
  const [before, setBefore] = useState<number>()

  function placeAt(event: DragEvent) {
    const box = scroller.current?.getBoundingClientRect()
    const y = event.clientY - (box?.top ?? 0) - headHeight + virtual.top()
    return Math.min(count, Math.max(0, Math.round(y / rowHeight)))
  }
  function stop() {
    dragging.current = false
    setBefore(undefined)
  }

  return {
    line: before === undefined ? undefined : before * rowHeight - 1,
    handlers: {
      onDragStart(event: DragEvent) {
        onDrag?.(event)
        dragging.current = onReorder !== undefined && !event.defaultPrevented
      },
      onDragOver(event: DragEvent) {
        if (!dragging.current) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'move'
        setBefore(placeAt(event))
      },
      onDragLeave(event: DragEvent) {
        if (event.target === scroller.current) setBefore(undefined)
      },
      onDrop(event: DragEvent) {
        if (!dragging.current) return
        event.preventDefault()
        onReorder?.([...selectionOf(list).keys], placeAt(event))
        stop()
      },
      onDragEnd: stop,
    },
  }
}
