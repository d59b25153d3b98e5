import { problem } from '../../contract/problem.ts'

/** Settles as `work` does, or rejects with `cancelled` as soon as the signal aborts; the work itself goes on. */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const cancelled = Promise.withResolvers<never>()
  const abort = () => cancelled.reject(problem('cancelled', 'Cancelled.'))
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, cancelled.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
