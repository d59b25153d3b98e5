import { useEffect } from 'react'
import { toggle } from './player-store.ts'

/** Elements for which the space bar has a meaning of its own. */
const controls =
  'button, input:not([type="range"]), textarea, select, a, [role="menu"], [role="listbox"], [role="dialog"]'

/** The space bar plays and pauses wherever it means nothing else. */
export function useSpaceKey() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const control = event.target instanceof Element && event.target.closest(controls)
      if (event.key !== ' ' || control || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      toggle()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
