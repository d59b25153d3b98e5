import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Folder } from '../../../../contract/folder.ts'
import { queries } from '../../client.ts'
import { formatCount, formatDuration } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { PopoverButton } from '../../ui/popover.tsx'
import type { Terms } from '../tags/terms.ts'
import { useTerms } from '../tags/use-terms.ts'
import { FilterForm } from './filter-form.tsx'
import {
  type ChosenFilter,
  changeFilter,
  fewOfOneArtist,
  noFilter,
  useSimilarFilter,
} from './filter-state.ts'
import { folderName } from './folder-name.ts'

/**
 * What a list of similar tracks is narrowed to: each part to be taken out, all of them at once, and more to be added.
 * `capped`: only some of one artist are shown.
 */
export function FilterBar({ capped }: { capped: boolean }) {
  const { t } = useTranslation()
  const filter = useSimilarFilter()
  const terms = useTerms()
  const folders = useQuery(queries.folder.list.queryOptions()).data ?? []
  const parts = partsOf(t, capped ? filter : { ...filter, perArtist: null }, terms, folders)
  return (
    <div className="filter-bar">
      <PopoverButton label={t('similar.filter.name')} icon="filter">
        <FilterForm />
      </PopoverButton>
      {parts.length === 0 ? (
        <p className="small soft">{t('similar.filter.none')}</p>
      ) : (
        <>
          <Chips
            label={t('similar.filter.active')}
            chips={parts.map(({ id, name, without }) => ({
              id,
              name,
              removeLabel: t('browse.remove', { name }),
              onRemove: () => changeFilter(without),
            }))}
          />
          <Button variant="quiet" onPress={() => changeFilter(noFilter)}>
            {t('similar.filter.clear')}
          </Button>
        </>
      )}
    </div>
  )
}

interface Part {
  id: string
  name: string
  /** What the filter is without it. */
  without: Partial<ChosenFilter>
}

function partsOf(
  t: TFunction,
  filter: ChosenFilter,
  terms: Terms,
  folders: readonly Folder[],
): Part[] {
  const { minDuration, maxDuration } = filter
  const perArtist = filter.perArtist === 'few' ? fewOfOneArtist : filter.perArtist
  const parts: (Part | false)[] = [
    ...filter.folderIds.map((folderId) => ({
      id: `folder:${folderId}`,
      name: folderName(folders.find(({ id }) => id === folderId)?.path ?? String(folderId)),
      without: { folderIds: filter.folderIds.filter((id) => id !== folderId) },
    })),
    ...filter.traditions.map((tradition) => ({
      id: `tradition:${tradition}`,
      name: t(`tradition.${tradition}`),
      without: { traditions: filter.traditions.filter((one) => one !== tradition) },
    })),
    filter.otherTraditions && {
      id: 'otherTraditions',
      name: t('similar.filter.otherTraditions'),
      without: { otherTraditions: false },
    },
    ...filter.tags.map((tag) => ({
      id: `tag:${tag.vocabulary}/${tag.tag}`,
      name: terms.nameOf(tag),
      without: { tags: filter.tags.filter((one) => one !== tag) },
    })),
    minDuration !== null && {
      id: 'minDuration',
      name: t('similar.filter.fromDuration', { time: formatDuration(minDuration) }),
      without: { minDuration: null },
    },
    maxDuration !== null && {
      id: 'maxDuration',
      name: t('similar.filter.toDuration', { time: formatDuration(maxDuration) }),
      without: { maxDuration: null },
    },
    perArtist !== null && {
      id: 'perArtist',
      name: t('similar.filter.ofOneArtist', { count: perArtist, shown: formatCount(perArtist) }),
      without: { perArtist: null },
    },
    filter.withoutMissing && {
      id: 'withoutMissing',
      name: t('similar.filter.withoutMissing'),
      without: { withoutMissing: false },
    },
    !filter.fold && {
      id: 'eachCopy',
      name: t('similar.filter.eachCopy'),
      without: { fold: true },
    },
  ]
  return parts.filter((part) => part !== false)
}
