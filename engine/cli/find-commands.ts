import { type Context, exitCode } from './context.ts'
import { trackFrom } from './find-track.ts'
import { percent } from './mode-words.ts'
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

/** What the order goes by: 0 sound alone ... 1 mode alone. */
function blendWords(blend: number): string {
  if (blend === 0) return 'Sounds like'
  if (blend === 1) return 'In a mode like that of'
  return `Like, by ${percent(1 - blend)} sound and ${percent(blend)} mode,`
}

function likenessWords({
  similarity,
  sound,
  mode,
}: {
  similarity: number
  sound: number | null
  mode: number | null
}): string {
  const both = sound !== null && mode !== null
  const parts = both ? ` (sound ${sound.toFixed(3)}, mode ${mode.toFixed(3)})` : ''
  return `similarity ${similarity.toFixed(3)}${parts}`
}

export async function similar(
  context: Context,
  given: string,
  options: { limit: number; playlist?: string; blend?: number },
): Promise<number> {
  const { client } = context
  const trackId = await trackFrom(client, given)
  const answer = await client.similar.query({
    trackId,
    k: options.limit,
    ...(options.blend === undefined ? {} : { blend: options.blend }),
  })
  const lines = answer.neighbours.map(
    (neighbour) =>
      `${trackLine(neighbour.track)}  ${likenessWords(neighbour)}, closer than ${(neighbour.percentile * 100).toFixed(1)} %`,
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
      `${blendWords(answer.blend)} ${trackLine(answer.seed).trim()}:`,
      ...lines,
      ...warning,
      ...(playlist ? [`Saved as the playlist “${playlist.name}”.`] : []),
    ].join('\n'),
  )
  return exitCode.done
}
