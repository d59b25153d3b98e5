import { useEffect, useRef, useState } from 'react'

/**
 * A value that is taken at once when it has stayed the same for so many milliseconds before, as with a single click;
 * of several changes in short time, the first, and the last once it has stayed for as long.
 */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value)
  const changed = useRef(-milliseconds)
  useEffect(() => {
    const now = performance.now()
    const isCalm = now - changed.current >= milliseconds
    changed.current = now
    if (isCalm) return setSettled(value)
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
