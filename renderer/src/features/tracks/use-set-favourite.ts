import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { toast } from '../../ui/toast.tsx'

interface Page {
  total: number
  rows: TrackRow[]
}

/** Marks tracks as favourites, or takes the mark away, and offers to undo it. */
export function useSetFavourite() {
  const { t } = useTranslation()
  const cache = useQueryClient()

  /** Rows that are on the page show it at once; the engine tells of everything else. */
  function show(changed: ReadonlySet<number>, favourite: boolean) {
    cache.setQueriesData<Page>({ queryKey: queries.track.list.key() }, (page) =>
      page?.rows.some(({ id }) => changed.has(id))
        ? {
            ...page,
            rows: page.rows.map((row) => (changed.has(row.id) ? { ...row, favourite } : row)),
          }
        : page,
    )
  }

  async function set(trackIds: readonly number[], favourite: boolean): Promise<number[]> {
    try {
      const { changed } = await engine.track.setFavourite({ trackIds: [...trackIds], favourite })
      show(new Set(changed), favourite)
      return changed
    } catch (error) {
      tellFailure(error)
      return []
    }
  }

  /** Answers how many were not so before. */
  return async (trackIds: readonly number[], favourite: boolean): Promise<number> => {
    const changed = await set(trackIds, favourite)
    const count = changed.length
    if (count > 0)
      toast({
        title: t(favourite ? 'favourite.added' : 'favourite.removed', {
          count,
          shown: formatCount(count),
        }),
        action: { label: t('undo'), run: () => void set(changed, !favourite) },
      })
    return count
  }
}
