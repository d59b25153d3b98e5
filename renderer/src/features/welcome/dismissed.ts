import { useSyncExternalStore } from 'react'

/** Hints a user has put away: that on the model for good, a question about the analysis until the next start. */
type Hint = 'model' | `analysis.${string}`

const listeners = new Set<() => void>()
const keyOf = (hint: Hint) => `naghma.dismissed.${hint}`
const storeOf = (hint: Hint) => (hint.startsWith('analysis.') ? sessionStorage : localStorage)

export function useDismissed(hint: Hint): [boolean, () => void] {
  const dismissed = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => storeOf(hint).getItem(keyOf(hint)) !== null,
  )
  function dismiss() {
    storeOf(hint).setItem(keyOf(hint), '1')
    for (const listener of listeners) listener()
  }
  return [dismissed, dismiss]
}
