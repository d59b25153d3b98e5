import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import type { QueueEntry } from './queue.ts'
import { type Span, spanAround, tracksIn } from './queue-span.ts'

/** The tracks of the entries in view, by id, and whom to tell which entries those are. */
export function useQueueTracks(entries: readonly QueueEntry[]) {
  const [span, setSpan] = useState<Span>({ from: 0, to: 0 })
  const onVisible = useCallback((first: number, last: number) => {
    const next = spanAround(first, last)
    setSpan((now) => (now.from === next.from && now.to === next.to ? now : next))
  }, [])
  const ids = useMemo(() => tracksIn(entries, span), [entries, span])
  const rows = useQuery(
    queries.track.rows.queryOptions({ input: { ids }, placeholderData: keepPreviousData }),
  ).data?.rows
  const tracks = useMemo(() => new Map<number, TrackRow>(rows?.map((row) => [row.id, row])), [rows])
  return { tracks, onVisible }
}
