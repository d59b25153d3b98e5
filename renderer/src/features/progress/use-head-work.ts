import { useQuery } from '@tanstack/react-query'
import type { HeadProgress } from '../../../../contract/head.ts'
import { queries } from '../../client.ts'
import { useLasting } from './use-lasting.ts'

/** A few examples are learned from, and a small library is gone through, in less. */
const WORTH_A_LINE_MS = 600

/** What is being learned, and applied to the library, once that takes a while; null while nothing is. */
export function useHeadWork(): HeadProgress | null {
  const progress = useQuery(queries.head.progress.queryOptions()).data
  const isWorking = progress ? progress.training.length > 0 || progress.applying !== null : false
  return useLasting(isWorking, WORTH_A_LINE_MS) && progress ? progress : null
}
