import { useEffect, useState } from 'react'

/** Whether something has gone on for so long without a break: what passes at once would only flicker. Milliseconds. */
export function useLasting(goesOn: boolean, least: number): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!goesOn) return setLasts(false)
    const timer = setTimeout(() => setLasts(true), least)
    return () => clearTimeout(timer)
  }, [goesOn, least])
  return goesOn && lasts
}
