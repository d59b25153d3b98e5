import { Icon } from '../../ui/icon.tsx'
import { useTyped } from '../search/use-typed.ts'

interface SearchBoxProps {
  value: string
  /** What is searched. */
  label: string
  hint: string
  onChange: (search: string) => void
  /** Enter or the arrow down was pressed; goes to the list when left out. */
  onDone?: () => void
}

export const searchBoxId = 'search'

/** Searches a list while somebody types. */
export function SearchBox(props: SearchBoxProps) {
  const { value, label, hint, onChange, onDone = focusResults } = props
  const [text, setText] = useTyped(value, onChange)

  return (
    <search className="search">
      <Icon name="search" size={16} />
      <input
        id={searchBoxId}
        type="search"
        className="search-input"
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('')
          else if (event.key === 'ArrowDown' || event.key === 'Enter') onDone()
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
export function focusResults() {
  document
    .querySelector<HTMLElement>('main .page-fill :is([role="grid"], [role="listbox"])')
    ?.focus()
}
