/** Milliseconds and pixels within which a second press makes a double click, as most systems have it. */
const QUICKLY = 500
const NEARBY = 8

const kinds = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const

/**
 * Lets the second half of a double click mean nothing when the first half has opened another page: it would select words,
 * press a button or play a track that has come to lie under the pointer. Answers how to stop.
 */
export function ignoreStrayPresses(): () => void {
  let first: { page: Element | null; at: number; x: number; y: number } | undefined
  let stray = false

  function onEvent(event: MouseEvent) {
    const { type, timeStamp: at, clientX: x, clientY: y } = event
    if (type === 'pointerdown') {
      stray =
        first?.page?.isConnected === false &&
        at - first.at < QUICKLY &&
        Math.hypot(x - first.x, y - first.y) < NEARBY
      const page = event.target instanceof Element ? event.target.closest('.page') : null
      if (!stray) first = { page, at, x, y }
    }
    // A key clicks as well, and counts no clicks.
    if (!stray || (type === 'click' && event.detail === 0)) return
    event.preventDefault()
    event.stopPropagation()
  }

  for (const kind of kinds) window.addEventListener(kind, onEvent, { capture: true })
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, onEvent, { capture: true })
  }
}
