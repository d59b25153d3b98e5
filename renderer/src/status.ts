import { useQuery } from '@tanstack/react-query'
import type { Status } from '../../contract/engine.ts'
import { queries } from './client.ts'

/** Part of the engine's status, followed by events; undefined until it first answers. */
export function useStatus<Part>(select: (status: Status) => Part): Part | undefined {
  return useQuery(queries.engine.status.queryOptions({ select })).data
}
