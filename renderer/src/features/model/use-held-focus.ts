import { type FocusEvent, useEffect, useRef } from 'react'

/**
 * Attributes for an element whose buttons come and go with `shown`: when the one that has the focus goes, the element
 * has it.
 */
export function useHeldFocus<Holder extends HTMLElement>(shown: string | undefined) {
  const ref = useRef<Holder>(null)
  const within = useRef(false)
  useEffect(() => {
    if (shown && within.current && document.activeElement === document.body) ref.current?.focus()
  }, [shown])
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      within.current = true
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) within.current = ref.current?.contains(relatedTarget) ?? false
    },
  }
}
