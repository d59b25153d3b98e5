import { useQuery } from '@tanstack/react-query'
import type { KeptModel } from '../../../../contract/model.ts'
import { queries } from '../../client.ts'
import { useStatus } from '../../status.ts'
import { useRefreshed } from './use-refreshed.ts'

/** The models whose embeddings the library holds; empty until told. */
export function useKept(): readonly KeptModel[] {
  const changedBy = useStatus(({ model, analysedTracks, similar }) =>
    [model.state, model.model?.modelId, analysedTracks, similar.size].join(),
  )
  useRefreshed(queries.model.kept.key(), changedBy)
  return useQuery(queries.model.kept.queryOptions()).data ?? []
}
