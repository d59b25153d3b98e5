import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queries } from '../../client.ts'
import { askedFilter, useSimilarFilter } from './filter-state.ts'

/** Neighbours asked for: as many as a person will look through. */
const wanted = 100
/** Fewer than these are not worth sparing an artist for. */
const enough = 20

interface Asked {
  trackIds: readonly number[]
  /** Null leaves it to the engine. */
  blend: number | null
  modelId: string | null
}

/**
 * The similar tracks of the page, by its filter. Few of one artist are shown only where that leaves enough: `capped`
 * tells whether it does.
 */
export function useSimilarAnswer({ trackIds, blend, modelId }: Asked) {
  const filter = useSimilarFilter()
  const question = useMemo(
    () => ({ trackIds: [...trackIds], k: wanted, ...askedFilter(filter) }),
    [trackIds, filter],
  )
  const anyNumber = useMemo(
    () => ({ ...question, ...askedFilter({ ...filter, perArtist: null }) }),
    [question, filter],
  )
  const more = {
    ...(blend === null ? {} : { blend }),
    ...(modelId === null ? {} : { modelId }),
  }
  const first = useQuery(
    queries.similar.query.queryOptions({
      input: { ...question, ...more },
      placeholderData: keepPreviousData,
    }),
  )
  const isShort =
    filter.perArtist === 'few' && first.data !== undefined && first.data.neighbours.length < enough
  const whole = useQuery({
    ...queries.similar.query.queryOptions({
      input: { ...anyNumber, ...more },
      placeholderData: () => first.data,
    }),
    enabled: isShort,
  })
  return {
    answer: isShort ? whole : first,
    question: isShort ? anyNumber : question,
    capped: filter.perArtist !== null && !isShort,
  }
}
