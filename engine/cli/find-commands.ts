import { type Context, exitCode } from './context.ts'
import { trackFrom } from './find-track.ts'
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

export async function similar(
  context: Context,
  given: string,
  options: { limit: number; playlist?: string },
): Promise<number> {
  const { client } = context
  const trackId = await trackFrom(client, given)
  const answer = await client.similar.query({ trackId, k: options.limit })
  const lines = answer.neighbours.map(
    ({ track, similarity, percentile }) =>
      `${trackLine(track)}  similarity ${similarity.toFixed(3)}, closer than ${(percentile * 100).toFixed(1)} %`,
  )
  const warning = answer.randomWeights
    ? ['The model has random weights: these neighbours mean nothing musically.']
    : []
  let playlist: { id: number; name: string } | undefined
  if (options.playlist) {
    const trackIds = [trackId, ...answer.neighbours.map(({ track }) => track.id)]
    playlist = await client.playlist.create({ name: options.playlist, trackIds })
  }
  context.print(
    { ...answer, ...(playlist ? { playlist } : {}) },
    [
      `Sounds like ${trackLine(answer.seed).trim()}:`,
      ...lines,
      ...warning,
      ...(playlist ? [`Saved as the playlist “${playlist.name}”.`] : []),
    ].join('\n'),
  )
  return exitCode.done
}
