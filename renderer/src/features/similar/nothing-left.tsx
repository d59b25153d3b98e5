import { useTranslation } from 'react-i18next'
import type { SimilarFilterPart } from '../../../../contract/similar.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { changeFilter, loosened, noFilter } from './filter-state.ts'

interface NothingLeftProps {
  /** What each part of the filter costs by itself, the dearest first. */
  costs: readonly { part: SimilarFilterPart; tracks: number }[]
}

/** The filter leaves nothing: offers to give up what costs most. */
export function NothingLeft({ costs }: NothingLeftProps) {
  const { t } = useTranslation()
  const [dearest] = costs
  return (
    <EmptyState
      icon="filter"
      title={t('similar.filter.nothingLeft')}
      actions={
        <>
          {dearest && (
            <Button variant="primary" onPress={() => changeFilter(loosened[dearest.part])}>
              {t(`similar.filter.loosen.${dearest.part}`)}
            </Button>
          )}
          <Button onPress={() => changeFilter(noFilter)}>{t('similar.filter.clear')}</Button>
        </>
      }
    >
      {dearest && (
        <p>
          {t('similar.filter.wouldBeLeft', {
            count: dearest.tracks,
            shown: formatCount(dearest.tracks),
          })}
        </p>
      )}
    </EmptyState>
  )
}
