import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { scrollScale, topToShow } from './scroll-scale.ts'

interface VirtualRowsOptions {
  count: number
  rowHeight: number
  /** Height of the sticky head inside the scrolling element, px. */
  headHeight: number
  scroller: RefObject<HTMLElement | null>
  initialTop: number
}

export interface VirtualRows {
  boxHeight: number
  rows: { index: number; top: number }[]
  /** Rows in one page. */
  pageRows: number
  /** Position in the list at the top of the view, px. */
  top(): number
  scrollTo(top: number): void
  reveal(index: number): void
}

/** Rows of one height: which of them to draw, and where. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { count, rowHeight, headHeight, scroller, initialTop } = options
  const [height, setHeight] = useState(600)
  const viewHeight = Math.max(rowHeight, height - headHeight)
  const scale = scrollScale(count * rowHeight, viewHeight)
  const latest = useRef(scale)
  latest.current = scale

  const virtualizer = useVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 12,
    getScrollElement: () => scroller.current,
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, isScrolling) =>
        report(latest.current.toList(offset), isScrolling),
      ),
    scrollToFn: () => {},
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    setHeight(element.clientHeight)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  function top() {
    return latest.current.toList(scroller.current?.scrollTop ?? 0)
  }
  function scrollTo(listTop: number) {
    if (scroller.current) scroller.current.scrollTop = latest.current.toBox(listTop)
  }

  const restored = useRef(false)
  useLayoutEffect(() => {
    if (restored.current || count === 0) return
    restored.current = true
    if (initialTop > 0) scrollTo(initialTop)
  })

  const shift = top() - (scroller.current?.scrollTop ?? 0)
  return {
    boxHeight: scale.boxHeight,
    rows: virtualizer
      .getVirtualItems()
      .map((item) => ({ index: item.index, top: item.index * rowHeight - shift })),
    pageRows: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    top,
    scrollTo,
    reveal: (index) => {
      const now = top()
      const wanted = topToShow(index, now, rowHeight, viewHeight)
      if (wanted !== now) scrollTo(wanted)
    },
  }
}
