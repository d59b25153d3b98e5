import { useState } from 'react'
import { Button as AriaButton, ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { NamedTerm } from '../tags/terms.ts'
import { type FacetValue, shortList, shownValues } from './facet-values.ts'

interface FacetListProps {
  title: string
  values: readonly FacetValue[]
  /** The term a value is, where it is one: it is then found by its aliases too. */
  termOf?: (key: string) => NamedTerm | undefined
  /** Said below the list. */
  note?: string | undefined
  onChange: (keys: string[]) => void
}

/** Values of which any number can be chosen, each with its tracks; long lists can be searched. */
export function FacetList({ title, values, termOf, note, onChange }: FacetListProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [all, setAll] = useState(false)
  const shown = shownValues(values, { words, all, ...(termOf ? { termOf } : {}) })
  const long = values.length > shortList
  const chosen = values.filter((value) => value.chosen)
  const hidden = values.length - shown.length

  return (
    <Disclosure
      title={title}
      level={2}
      open
      aside={
        chosen.length > 0 && (
          <span className="facet-chosen number">
            {t('browse.chosenOf', { count: chosen.length })}
          </span>
        )
      }
    >
      {long && (
        <input
          type="search"
          className="facet-search"
          aria-label={t('browse.findIn', { list: title })}
          placeholder={t('browse.find')}
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || words === '') return
            event.stopPropagation()
            setWords('')
          }}
        />
      )}
      <ListBox
        className="facet-list"
        aria-label={title}
        items={shown}
        dependencies={[chosen]}
        selectionMode="multiple"
        escapeKeyBehavior="none"
        selectedKeys={chosen.map(({ key }) => key)}
        renderEmptyState={() => <p className="facet-none small soft">{t('browse.noSuchValue')}</p>}
        onSelectionChange={(keys) => {
          if (keys !== 'all') onChange([...keys].map(String))
        }}
      >
        {(value) => (
          <ListBoxItem id={value.key} className="facet-value" textValue={value.name}>
            <span className="facet-box" aria-hidden="true">
              {value.chosen && <Icon name="check" size={12} />}
            </span>
            <span className="facet-name">{value.name}</span>
            <span className="facet-count small number">
              {formatCount(value.tracks)}
              <span className="visually-hidden">
                {' '}
                {t('browse.tracks', { count: value.tracks })}
              </span>
            </span>
          </ListBoxItem>
        )}
      </ListBox>
      {long && words === '' && (all || hidden > 0) && (
        <AriaButton className="facet-more small" onPress={() => setAll(!all)}>
          {all ? t('browse.showFewer') : t('browse.showAll', { shown: formatCount(values.length) })}
        </AriaButton>
      )}
      {note && <p className="facet-none small soft">{note}</p>}
    </Disclosure>
  )
}
