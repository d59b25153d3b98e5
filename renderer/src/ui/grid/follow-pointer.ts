import type { PointerEvent as ReactPointerEvent } from 'react'

interface Follower {
  /** Pixels that the pointer must have gone before anything is meant. */
  from?: number
  /** How far the pointer is from where it was pressed, px to the right. */
  onMove: (moved: { x: number }) => void
  onEnd: (moved: { x: number }) => void
  /** Escape was pressed, or the system took the pointer away. */
  onCancel: () => void
}

/** Follows a pressed pointer until it is let go; the click that a drag would end with is swallowed. */
export function followPointer(pressed: ReactPointerEvent, follower: Follower) {
  const { from = 0, onMove, onEnd, onCancel } = follower
  const controller = new AbortController()
  const { signal } = controller
  let meant = from === 0

  const movedTo = (event: PointerEvent) => ({ x: event.clientX - pressed.clientX })
  function onPointerMove(event: PointerEvent) {
    if (event.pointerId !== pressed.pointerId) return
    meant ||= Math.abs(movedTo(event).x) >= from
    if (meant) onMove(movedTo(event))
  }
  function onPointerUp(event: PointerEvent) {
    if (event.pointerId !== pressed.pointerId) return
    controller.abort()
    if (!meant) return
    swallowClick()
    onEnd(movedTo(event))
  }
  function cancel() {
    controller.abort()
    if (meant) onCancel()
  }
  window.addEventListener('pointermove', onPointerMove, { signal })
  window.addEventListener('pointerup', onPointerUp, { signal })
  window.addEventListener('pointercancel', cancel, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') cancel()
    },
    { signal },
  )
}

function swallowClick() {
  const stop = (event: Event) => event.stopPropagation()
  window.addEventListener('click', stop, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }))
}
