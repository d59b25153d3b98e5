import { useQuery } from '@tanstack/react-query'
import { queries } from '../../client.ts'
import { indexTerms } from './terms.ts'

const noTerms = indexTerms([])

/** The vocabularies; empty until they have come. */
export function useTerms() {
  return useQuery(queries.tag.vocabularies.queryOptions({ select: indexTerms })).data ?? noTerms
}
