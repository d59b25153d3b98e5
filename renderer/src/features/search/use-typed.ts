import { useEffect, useRef, useState } from 'react'

/**
 * What is typed into a search: passed on at once, or, while an answer is awaited (`busy`), only the latest when that
 * has come. A `value` from elsewhere, such as a step back in history, takes its place.
 */
export function useTyped(value: string, onChange: (search: string) => void, busy = false) {
  const [text, setText] = useState(value)
  const sent = useRef(value)

  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])

  useEffect(() => {
    if (busy || text === sent.current) return
    sent.current = text
    onChange(text)
  }, [text, busy, onChange])

  return [text, setText] as const
}
