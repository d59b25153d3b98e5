import { useEffect, useRef } from 'react'

/** A page whose code is fetched takes a moment; frames of the screen that are waited for its heading. */
const patience = 180

/** Puts the focus where the page begins: on its list, else on its heading. Answers whether the page is there. */
export function focusPage(): boolean {
  const main = document.querySelector('main')
  const heading = main?.querySelector<HTMLElement>('h1')
  heading?.setAttribute('tabindex', '-1')
  const start = main?.querySelector<HTMLElement>('.page-fill [role="grid"]') ?? heading
  start?.focus()
  // A page that is still fetched has the last one, hidden, in its place.
  return start !== undefined && start === document.activeElement
}

/** Whether something has the focus that stays: a dialog that led to the page is about to go. */
function isHeld(): boolean {
  const at = document.activeElement
  return at !== document.body && !at?.closest('.dialog-overlay, .drawer-overlay')
}

/** When another page came and what had the focus went with the last one, goes to where the page begins. */
export function useFocusAfter(route: string) {
  const before = useRef(route)
  useEffect(() => {
    if (before.current === route) return
    before.current = route
    let frames = 0
    let frame = requestAnimationFrame(function look() {
      if (isHeld() || frames++ > patience) return
      if (document.activeElement === document.body && focusPage()) return
      frame = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(frame)
  }, [route])
}
