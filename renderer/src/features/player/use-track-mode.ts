import { useQuery } from '@tanstack/react-query'
import { queries } from '../../client.ts'
import { usePlayer } from './player-store.ts'

/** What was heard of the mode of the track that plays; undefined until it is known. `wanted` says whether to ask. */
export function useTrackMode(wanted: boolean) {
  const trackId = usePlayer((state) => state.track?.id)
  const picture = useQuery(
    queries.mode.get.queryOptions({
      input: { trackId: trackId ?? 0 },
      enabled: wanted && trackId !== undefined,
    }),
  ).data
  const analysis = picture?.analysis ?? null
  return { tonic: analysis?.tonic ?? null, likely: analysis?.likely[0] ?? null, analysis }
}
