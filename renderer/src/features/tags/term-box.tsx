import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { ComboBox } from '../../ui/combo-box.tsx'
import { matchTerms, type NamedTerm, type Terms } from './terms.ts'

/** More than these nobody looks through: another letter is typed. */
const mostShown = 60

interface TermBoxProps {
  label: string
  autoFocus?: boolean
  terms: Terms
  within: readonly VocabularyId[]
  onChoose: (term: NamedTerm) => void
}

/** Finds a name of some vocabularies by any of its spellings. */
export function TermBox({ label, autoFocus = false, terms, within, onChoose }: TermBoxProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(0)
  const options = useMemo(() => {
    const all = within.flatMap((vocabulary) => terms.of(vocabulary)).filter((term) => !term.family)
    return matchTerms(all, words)
      .slice(0, mostShown)
      .map((term) => ({
        id: `${term.vocabulary}/${term.tag}`,
        label: term.name,
        detail: [
          t(`vocabulary.${term.vocabulary}`),
          term.vocabulary === 'raga' &&
            term.traditions.map((tradition) => t(`tradition.${tradition}`)).join(', '),
        ]
          .filter(Boolean)
          .join(', '),
        term,
      }))
  }, [terms, within, words, t])
  return (
    <ComboBox
      // Made anew after each choice: emptying the box would open its list again.
      key={chosen}
      label={label}
      placeholder={t('tags.anySpelling')}
      autoFocus={autoFocus || chosen > 0}
      text={words}
      options={options}
      none={t('tags.noSuchName')}
      onText={setWords}
      onChoose={(id) => {
        const option = options.find((one) => one.id === id)
        if (!option) return
        setWords('')
        setChosen((times) => times + 1)
        onChoose(option.term)
      }}
    />
  )
}
