import { type Context, exitCode } from './context.ts'
import { count, trackLine } from './words.ts'

export async function search(
  context: Context,
  words: readonly string[],
  options: { limit: number },
): Promise<number> {
  const { total, rows } = await context.client.track.list({
    search: words.join(' '),
    limit: options.limit,
  })
  context.print(
    { total, tracks: rows },
    [...rows.map(trackLine), `${count(total, 'track')} found.`].join('\n'),
  )
  return exitCode.done
}
