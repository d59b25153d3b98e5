import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TagRef } from '../../../../contract/tag.ts'
import { queries } from '../../client.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { ComboBox } from '../../ui/combo-box.tsx'
import { useTagChanges } from '../tags/use-tag-changes.ts'

interface FindExampleProps {
  tag: TagRef
  name: string
  onSaid: (trackIds: readonly number[]) => void
}

const mostShown = 12

/** Finds a track by a few letters and marks it as having the tag. */
export function FindExample({ tag, name, onSaid }: FindExampleProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const decide = useTagChanges()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useQuery(
    queries.track.list.queryOptions({
      input: words.trim() === '' ? skipToken : { search: words, language, limit: mostShown },
      placeholderData: keepPreviousData,
    }),
  )
  const rows = words.trim() === '' ? [] : (found.data?.rows ?? [])
  return (
    <ComboBox
      // Made anew after each choice: emptying the box would open its list again.
      key={chosen}
      label={t('teach.addExample')}
      placeholder={t('teach.addExampleHint')}
      autoFocus={chosen > 0}
      text={words}
      options={rows.map(({ id, title, artist, album }) => ({
        id: String(id),
        label: title,
        detail: [artist, album].filter(Boolean).join(' · '),
      }))}
      none={t(words.trim() === '' ? 'teach.typeToFind' : 'teach.noTrackFound')}
      onText={setWords}
      onChoose={(id) => {
        setWords('')
        setChosen((times) => times + 1)
        const trackIds = [Number(id)]
        onSaid(trackIds)
        void decide({ trackIds, tags: [tag], name, state: 'confirmed' })
      }}
    />
  )
}
