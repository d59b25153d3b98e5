import { useQuery } from '@tanstack/react-query'
import type { Offer } from '../../../../contract/model.ts'
import { queries } from '../../client.ts'
import { useStatus } from '../../status.ts'
import { useRefreshed } from './use-refreshed.ts'

/** The published checkpoints, the one for this music first, with how much of each is here; empty until told. */
export function useOffers(): readonly Offer[] {
  const changedBy = useStatus(({ download, model }) =>
    [download.state, download.id, model.state].join(),
  )
  useRefreshed(queries.model.offers.key(), changedBy)
  return useQuery(queries.model.offers.queryOptions()).data ?? []
}
