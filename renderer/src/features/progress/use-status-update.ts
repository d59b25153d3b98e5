import { useQueryClient } from '@tanstack/react-query'
import type { Status } from '../../../../contract/engine.ts'
import { queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'

/** A function that shows what a call answered about a part of the status, without waiting for its event. */
export function useStatusUpdate() {
  const cache = useQueryClient()
  return async function update(call: Promise<Partial<Status>>) {
    try {
      const part = await call
      cache.setQueryData(queries.engine.status.queryKey(), (status) =>
        status ? { ...status, ...part } : status,
      )
    } catch (error) {
      tellFailure(error)
    }
  }
}
