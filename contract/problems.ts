import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problemCodes } from './problem.ts'

export const problemRow = z.object({
  id: z.int().positive(),
  fileId: z.int().positive().nullable(),
  trackId: z.int().positive().nullable(),
  path: z.string(),
  stage: z.enum(['scan', 'tags', 'decode', 'sound', 'mode']),
  code: z.enum(problemCodes),
  message: z.string(),
  attempts: z.int(),
  at: z.int(),
})
export type ProblemRow = z.infer<typeof problemRow>

export const problems = {
  list: oc
    .input(
      z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) }),
    )
    .output(z.object({ total: z.int(), rows: z.array(problemRow) })),
  /** Tries again: the given problems, else all. Counts of attempts start anew. */
  retry: oc
    .input(z.object({ ids: z.array(z.int().positive()).max(100_000).optional() }))
    .output(z.object({ retried: z.int() })),
}
