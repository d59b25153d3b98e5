import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'

interface SearchBoxProps {
  value: string
  /** What is searched; the tracks of the library where it is not said. */
  label?: string
  hint?: string
  onChange: (search: string) => void
}

/** Milliseconds between the last key and the search. */
const settle = 40

export const searchBoxId = 'search'

export function SearchBox({ value, label, hint, onChange }: SearchBoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const sent = useRef(value)

  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])

  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      onChange(text)
    }, settle)
    return () => clearTimeout(timer)
  }, [text, onChange])

  return (
    <search className="search">
      <Icon name="search" size={16} />
      <input
        id={searchBoxId}
        type="search"
        className="search-input"
        aria-label={label ?? t('library.search')}
        placeholder={hint ?? t('library.searchHint')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('')
          else if (event.key === 'ArrowDown' || event.key === 'Enter') focusTable()
          else return
          event.preventDefault()
        }}
      />
      <span className="search-key" aria-hidden="true">
        /
      </span>
    </search>
  )
}

/** Arrow down and Enter leave the box for the results. */
function focusTable() {
  document.querySelector<HTMLElement>('main :is([role="grid"], [role="listbox"])')?.focus()
}
