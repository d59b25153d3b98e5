import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/**
 * Asks again for what a query holds whenever the part of the engine's status that tells of a change is another one.
 * `queryKey` stays the same for as long as the component lives.
 */
export function useRefreshed(queryKey: QueryKey, changedBy: string | undefined) {
  const cache = useQueryClient()
  const key = useRef(queryKey)
  useEffect(() => {
    if (changedBy !== undefined) void cache.invalidateQueries({ queryKey: key.current })
  }, [cache, changedBy])
}
