import { type DragEvent, type RefObject, useState } from 'react'
import { selectionOf } from './list-state.ts'
import type { VirtualRows } from './use-virtual-rows.ts'

interface RowDragOptions {
  list: string
  rowHeight: number
  headHeight: number
  count: number
  scroller: RefObject<HTMLElement | null>
  virtual: VirtualRows
  onReorder: ((keys: readonly number[], before: number) => void) | undefined
}

/** Dragging the selected rows to another place in the same list. */
export function useRowDrag(options: RowDragOptions) {
  const { list, rowHeight, headHeight, count, scroller, virtual, onReorder } = options
  const [before, setBefore] = useState<number>()
  if (!onReorder) return { handlers: {}, line: undefined }

  function placeAt(event: DragEvent) {
    const box = scroller.current?.getBoundingClientRect()
    const y = event.clientY - (box?.top ?? 0) - headHeight + virtual.top()
    return Math.min(count, Math.max(0, Math.round(y / rowHeight)))
  }

  return {
    line: before === undefined ? undefined : before * rowHeight - 1,
    handlers: {
      onDragStart(event: DragEvent) {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', '')
        setBefore(placeAt(event))
      },
      onDragOver(event: DragEvent) {
        if (before === undefined) return
        event.preventDefault()
        setBefore(placeAt(event))
      },
      onDrop(event: DragEvent) {
        if (before === undefined) return
        event.preventDefault()
        onReorder([...selectionOf(list).keys], placeAt(event))
        setBefore(undefined)
      },
      onDragEnd() {
        setBefore(undefined)
      },
    },
  }
}
