import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hold } from '../../../../contract/analysis.ts'
import { queries } from '../../client.ts'

/** A function that says what an analysis waits for. */
export function useHeldWords() {
  const { t } = useTranslation()
  const hours = useQuery(queries.engine.settings.queryOptions()).data?.hours
  return (heldBy: Hold) => t(`progress.held.${heldBy}`, { time: hours?.from ?? '' })
}
