import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of an element as it is laid out, px; 0 before that. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return
    const read = () => setWidth(watched.clientWidth)
    const observer = new ResizeObserver(read)
    read()
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
