import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { TermBox } from './term-box.tsx'
import { type Terms, vocabularies } from './terms.ts'
import { useTagChanges } from './use-tag-changes.ts'

interface AddTagProps {
  trackIds: readonly number[]
  terms: Terms
  without: readonly VocabularyId[]
}

export function AddTag({ trackIds, terms, without }: AddTagProps) {
  const { t } = useTranslation()
  const decide = useTagChanges()
  const within = useMemo(() => vocabularies.filter((one) => !without.includes(one)), [without])
  return (
    <TermBox
      label={t('tags.add')}
      terms={terms}
      within={within}
      onChoose={(term) =>
        void decide({ trackIds, tags: [term], name: term.name, state: 'confirmed' })
      }
    />
  )
}
