import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * State of which a change is taken at once, but others that follow only when `pause` milliseconds have gone by since,
 * and then the last of them. The same list again is no change.
 */
export function useSettling(initial: readonly number[], pause: number) {
  const [value, setValue] = useState(initial)
  const due = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const change = useCallback(
    (next: readonly number[]) => {
      function take() {
        due.current = performance.now() + pause
        setValue((now) => (now.join() === next.join() ? now : next))
      }
      clearTimeout(timer.current)
      const wait = due.current - performance.now()
      if (wait <= 0) take()
      else timer.current = setTimeout(take, wait)
    },
    [pause],
  )
  return [value, change] as const
}
