import './search.css'
import { type KeyboardEvent, useDeferredValue, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { focusResults, searchBoxId } from '../library/search-box.tsx'
import { rememberSearch } from './recent-searches.ts'
import { SearchHelp } from './search-help.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { accept, type Suggestion } from './suggestions.ts'
import { useSuggestions } from './use-suggestions.ts'
import { useTyped } from './use-typed.ts'

interface TrackSearchBoxProps {
  value: string
  /** The answer to what was passed on last is still on its way. */
  busy: boolean
  onChange: (search: string) => void
}

/**
 * Searches tracks while somebody types, and suggests what may be meant. Arrow keys lead through the suggestions and on to
 * the results, Enter takes a suggestion or leads to the results, Escape empties the box.
 */
export function TrackSearchBox({ value, busy, onChange }: TrackSearchBoxProps) {
  const { t } = useTranslation()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useTyped(value, onChange, busy)
  const [caret, setCaret] = useState(text.length)
  const typed = useDeferredValue(text)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const suggestions = useSuggestions(typed, caret, busy)
  const shown = isOpen ? suggestions : []

  function type(search: string, at: number) {
    setText(search)
    setCaret(at)
    setActive(-1)
    setOpen(true)
  }
  function choose(suggestion: Suggestion) {
    const { search, caret: at } = accept(text, suggestion)
    type(search, at)
    setOpen(suggestion.kind === 'prefix')
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(at, at)
    })
  }
  function leave() {
    setOpen(false)
    rememberSearch(text)
    focusResults()
  }
  const keys: Record<string, () => void> = {
    Escape: () => {
      type('', 0)
      setOpen(false)
    },
    Enter: () => {
      const chosen = shown[active]
      if (chosen) choose(chosen)
      else leave()
    },
    ArrowDown: () => {
      if (active + 1 < shown.length) setActive(active + 1)
      else leave()
    },
    ArrowUp: () => setActive(Math.max(-1, active - 1)),
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <search className="search">
      <Icon name="search" size={16} />
      <input
        ref={input}
        id={searchBoxId}
        type="search"
        role="combobox"
        className="search-input"
        aria-label={t('library.search')}
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={shown.length > 0 ? listId : undefined}
        aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
        placeholder={t('library.searchHint')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
        onFocus={() => setOpen(text === '')}
        onBlur={() => {
          setOpen(false)
          rememberSearch(text)
        }}
        onKeyDown={onKeyDown}
      />
      <SearchHelp
        onTry={(term) => type(text.trim() === '' ? term : `${text.trim()} ${term}`, text.length)}
      />
      {shown.length > 0 && (
        <SuggestionList id={listId} suggestions={shown} active={active} onChoose={choose} />
      )}
    </search>
  )
}
