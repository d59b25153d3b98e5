import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { ToggleChips } from '../../ui/chips.tsx'
import { Switch } from '../../ui/fields.tsx'
import { Select } from '../../ui/select.tsx'
import type { TraditionValue } from '../browse/filter.ts'
import { TermBox } from '../tags/term-box.tsx'
import { vocabularies } from '../tags/terms.ts'
import { useTerms } from '../tags/use-terms.ts'
import { DurationField } from './duration-field.tsx'
import { changeFilter, fewOfOneArtist, useSimilarFilter } from './filter-state.ts'
import { folderName } from './folder-name.ts'

const traditionValues: readonly TraditionValue[] = [
  'turkish',
  'hindustani',
  'carnatic',
  'greek',
  'other',
  'unknown',
]
const ofOneArtist = [1, 2, 3, 5, 10] as const
const tagVocabularies = vocabularies.filter((vocabulary) => vocabulary !== 'tradition')

/** Everything that narrows a list of similar tracks; each change counts at once. */
export function FilterForm() {
  const { t } = useTranslation()
  const filter = useSimilarFilter()
  const terms = useTerms()
  const folders = useQuery(queries.folder.list.queryOptions()).data ?? []
  return (
    <>
      <ToggleChips
        label={t('browse.facet.tradition')}
        values={filter.traditions}
        options={traditionValues.map((value) => ({ value, label: t(`tradition.${value}`) }))}
        onChange={(traditions) => changeFilter({ traditions })}
      />
      <Switch
        label={t('similar.filter.otherTraditions')}
        description={t('similar.filter.otherTraditionsHint')}
        isSelected={filter.otherTraditions}
        onChange={(otherTraditions) => changeFilter({ otherTraditions })}
      />
      <TermBox
        label={t('similar.filter.tag')}
        terms={terms}
        within={tagVocabularies}
        onChoose={({ vocabulary, tag }) =>
          changeFilter({
            tags: [
              ...filter.tags.filter((one) => one.vocabulary !== vocabulary || one.tag !== tag),
              { vocabulary, tag },
            ],
          })
        }
      />
      {folders.length > 1 && (
        <ToggleChips
          label={t('similar.filter.folders')}
          values={filter.folderIds.map(String)}
          options={folders.map(({ id, path }) => ({
            value: String(id),
            label: folderName(path),
            title: path,
          }))}
          onChange={(ids) => changeFilter({ folderIds: ids.map(Number) })}
        />
      )}
      <div className="filter-durations">
        <DurationField
          label={t('similar.filter.atLeast')}
          value={filter.minDuration}
          onChange={(minDuration) => changeFilter({ minDuration })}
        />
        <DurationField
          label={t('similar.filter.atMost')}
          value={filter.maxDuration}
          onChange={(maxDuration) => changeFilter({ maxDuration })}
        />
      </div>
      <Select
        label={t('similar.filter.perArtist')}
        value={String(filter.perArtist ?? 'any')}
        options={[
          {
            value: 'few',
            label: t('similar.filter.few', { shown: formatCount(fewOfOneArtist) }),
          },
          { value: 'any', label: t('similar.filter.anyNumber') },
          ...ofOneArtist.map((count) => ({ value: String(count), label: formatCount(count) })),
        ]}
        onChange={(chosen) =>
          changeFilter({
            perArtist: chosen === 'any' ? null : chosen === 'few' ? 'few' : Number(chosen),
          })
        }
      />
      <Switch
        label={t('similar.filter.withoutMissing')}
        isSelected={filter.withoutMissing}
        onChange={(withoutMissing) => changeFilter({ withoutMissing })}
      />
      <Switch
        label={t('similar.filter.fold')}
        description={t('similar.filter.foldHint')}
        isSelected={filter.fold}
        onChange={(fold) => changeFilter({ fold })}
      />
    </>
  )
}
