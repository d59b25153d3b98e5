import { useSyncExternalStore } from 'react'

/** Hints a user has put away, remembered by this browser. */
type Hint = 'welcome' | 'model'

const listeners = new Set<() => void>()
const keyOf = (hint: Hint) => `naghma.dismissed.${hint}`

export function useDismissed(hint: Hint): [boolean, () => void] {
  const dismissed = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => localStorage.getItem(keyOf(hint)) !== null,
  )
  function dismiss() {
    localStorage.setItem(keyOf(hint), '1')
    for (const listener of listeners) listener()
  }
  return [dismissed, dismiss]
}
