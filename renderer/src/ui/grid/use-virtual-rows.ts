import {
  type RefObject,
  useDeferredValue,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { drawnRows, firstInView, originOf } from './drawn-rows.ts'
import { scrollScale, topToShow } from './scroll-scale.ts'

interface VirtualRowsOptions {
  /** Changes when the rows are other rows. */
  view: string
  count: number
  rowHeight: number
  /** Height of the sticky head inside the scrolling element, px. */
  headHeight: number
  scroller: RefObject<HTMLElement | null>
  /** What holds the rows, at the top of the box that is as high as the list. */
  holder: RefObject<HTMLElement | null>
  initialTop: number
  /** The view has moved in the list. */
  onTop: (top: number) => void
}

export interface VirtualRows {
  boxHeight: number
  /** The rows to draw; `top` is their place in the holder, px. */
  rows: { index: number; top: number }[]
  /** The row that stands at the top of the holder. */
  origin: number
  /** How far the holder is moved down, px. */
  holderTop: number
  /** Rows in one page. */
  pageRows: number
  /** Position in the list at the top of the view, px. */
  top(): number
  scrollTo(top: number): void
  reveal(index: number): void
}

/**
 * Rows of one height: which of them to draw, and where. The place of the scroll bar is read in its events only, since
 * asking for it at other times has the browser lay out the page at once.
 */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { view, count, rowHeight, headHeight, scroller, holder, initialTop, onTop } = options
  const [height, setHeight] = useState(600)
  const boxTop = useRef(initialTop)
  const [, setStart] = useState(0)
  const viewHeight = Math.max(rowHeight, height - headHeight)
  const scale = scrollScale(count * rowHeight, viewHeight)
  const start = firstInView(scale.toList(boxTop.current), rowHeight)
  const inView = Math.ceil(viewHeight / rowHeight)
  // After a leap, what is seen comes first, and the rows around it when there is time.
  const drawn = useDeferredValue(useMemo(() => ({ view, start }), [view, start]))
  const isLeap = drawn.view !== view || Math.abs(drawn.start - start) > inView
  const rows = drawnRows(start, count, inView, isLeap)
  const origin = scale.isScaled ? originOf(rows[0] ?? 0) : 0
  const latest = useRef({ scale, origin, viewHeight })
  latest.current = { scale, origin, viewHeight }

  const top = () => latest.current.scale.toList(boxTop.current)
  const holderTop = () => latest.current.origin * rowHeight - (top() - boxTop.current)

  const onScroll = useEffectEvent((scrolled: number) => {
    if (scrolled === boxTop.current) return
    boxTop.current = scrolled
    flushSync(() => setStart(firstInView(top(), rowHeight)))
    if (holder.current && latest.current.scale.isScaled)
      holder.current.style.transform = `translateY(${holderTop()}px)`
    onTop(top())
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const read = () => onScroll(element.scrollTop)
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    setHeight(element.clientHeight)
    observer.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [scroller])

  function scrollTo(listTop: number) {
    if (!scroller.current || (listTop === 0 && boxTop.current === 0)) return
    const { scale: now } = latest.current
    const seen = scroller.current.clientHeight - headHeight
    const wanted = Math.max(0, Math.min(now.toBox(listTop), now.boxHeight - seen))
    scroller.current.scrollTop = wanted
    boxTop.current = wanted
    setStart(firstInView(top(), rowHeight))
    onTop(top())
  }

  const restored = useRef(false)
  useLayoutEffect(() => {
    if (restored.current || count === 0) return
    restored.current = true
    if (initialTop > 0) scrollTo(initialTop)
  })

  return {
    boxHeight: scale.boxHeight,
    rows: rows.map((index) => ({ index, top: (index - origin) * rowHeight })),
    origin,
    holderTop: holderTop(),
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
