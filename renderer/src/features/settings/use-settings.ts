import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Settings } from '../../../../contract/engine.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'

/** The settings, and a function that changes some of them: shown at once, put back when it fails. */
export function useSettings() {
  const cache = useQueryClient()
  const queryKey = queries.engine.settings.queryKey()
  const { data: settings } = useQuery(queries.engine.settings.queryOptions())

  async function change(changed: Partial<Settings>) {
    const before = cache.getQueryData(queryKey)
    cache.setQueryData(queryKey, (shown) => (shown ? { ...shown, ...changed } : shown))
    try {
      cache.setQueryData(queryKey, await engine.engine.changeSettings(changed))
    } catch (error) {
      cache.setQueryData(queryKey, before)
      tellFailure(error)
    }
  }
  return { settings, change }
}
