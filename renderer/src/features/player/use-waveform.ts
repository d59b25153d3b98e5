import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queries } from '../../client.ts'
import { readPeaks } from './waveform-path.ts'

/** The peaks of a track; undefined until they are measured, and where they cannot be. */
export function useWaveform(trackId: number | null): Uint8Array | undefined {
  const { data } = useQuery(
    queries.track.peaks.queryOptions({
      input: { id: trackId ?? 0 },
      enabled: trackId !== null,
    }),
  )
  return useMemo(() => (data ? readPeaks(data.peaks) : undefined), [data])
}
