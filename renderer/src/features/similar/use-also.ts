import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { KeptModel } from '../../../../contract/model.ts'
import { queries } from '../../client.ts'

/** The tracks that another model finds near, too. */
export interface Also {
  name: string
  trackIds: ReadonlySet<number>
}

interface AlsoOptions {
  /** As asked of the one model. */
  question: { trackIds: number[]; k: number; fold: boolean; filter: object }
  /** As answered by the one model. */
  blend: number
  /** The other model; undefined when there is none to ask. */
  other: KeptModel | undefined
}

/** What the other model answers to the same question; undefined until it has, and when it cannot. */
export function useAlso({ question, blend, other }: AlsoOptions): Also | undefined {
  const { data } = useQuery({
    ...queries.similar.query.queryOptions({
      input: { ...question, blend, modelId: other?.modelId ?? '' },
    }),
    enabled: other !== undefined && blend < 1,
  })
  const name = other?.name
  return useMemo(
    () =>
      data && name !== undefined && blend < 1
        ? { name, trackIds: new Set(data.neighbours.map(({ track }) => track.id)) }
        : undefined,
    [data, name, blend],
  )
}
