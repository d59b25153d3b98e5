import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChoosableColumns } from '../../ui/grid/use-head-tools.tsx'

/** For a grid of tracks whose columns the user chooses; `table` is the name they are remembered by. */
export function useChoosableColumns(table: string): ChoosableColumns {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      table,
      words: {
        columns: t('table.columns'),
        hint: t('table.columnsHint'),
        wider: t('table.wider'),
        narrower: t('table.narrower'),
        fit: t('table.fit'),
        back: t('table.moveBack'),
        forward: t('table.moveForward'),
        reset: t('table.resetColumns'),
        widthIs: (column, width) => t('table.widthIs', { column, width }),
        placeIs: (column, place, count) => t('table.placeIs', { column, place, count }),
      },
    }),
    [t, table],
  )
}
