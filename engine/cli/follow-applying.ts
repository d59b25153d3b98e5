import type { Context } from './context.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'

/**
 * Waits until heads are applied to the whole library, and shows how far that is. False when the user interrupts: then it
 * is cancelled, and goes on when it is asked for.
 */
export async function followApplying(context: Context): Promise<boolean> {
  const { client } = context
  const line = progressLine('Applying', context.json)
  const finished = await follow(
    context,
    async () => {
      await client.teach.settled()
      return true
    },
    (event) => {
      if (event.type === 'head.progress' && event.progress.applying) {
        const { done, total, tracksPerMinute } = event.progress.applying
        line.show(done, total, tracksPerMinute ? `${Math.round(tracksPerMinute)} tracks/min` : '')
      }
      return false
    },
  ).finally(line.end)
  if (!finished) await client.head.cancel()
  return finished
}
