import { useEffect, useRef, useState } from 'react'

/**
 * What is typed into a search, and what takes another text: that is passed on at once, or, while an answer is awaited
 * (`busy`), only the latest when it has come. A `value` from elsewhere, such as a step back in history, takes its place.
 */
export function useTyped(value: string, onChange: (search: string) => void, busy = false) {
  const [text, setText] = useState(value)
  const sent = useRef(value)

  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])

  function pass(search: string) {
    if (busy || search === sent.current) return
    sent.current = search
    onChange(search)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is passed on as it is; this is for what had to wait
  useEffect(() => pass(text), [busy])

  function type(search: string) {
    setText(search)
    pass(search)
  }
  return [text, type] as const
}
