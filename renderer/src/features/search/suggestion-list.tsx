import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suggestion } from './suggestions.ts'

interface SuggestionListProps {
  /** The options are called by it and their number. */
  id: string
  suggestions: readonly Suggestion[]
  /** -1 for none. */
  active: number
  onChoose: (suggestion: Suggestion) => void
}

/** Under the search box, which keeps the focus. */
export function SuggestionList({ id, suggestions, active, onChoose }: SuggestionListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  function detailOf({ kind, prefix }: Suggestion): string {
    if (prefix && (kind === 'prefix' || kind === 'value')) return t(`search.prefix.${prefix}`)
    if (kind === 'recent' || kind === 'artist' || kind === 'prefix' || kind === 'value')
      return t(`search.kind.${kind}`)
    return t(`vocabulary.${kind}`)
  }

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      className="suggestions"
      aria-label={t('search.suggestions')}
    >
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the box has the focus, and names the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box
        <div
          key={`${suggestion.kind} ${suggestion.text}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="suggestion"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <span className="clip">{suggestion.name}</span>
          <span className="small soft clip">{detailOf(suggestion)}</span>
        </div>
      ))}
    </div>
  )
}
