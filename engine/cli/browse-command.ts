import type { BrowseCounts, BrowseFilter } from '../../contract/browse.ts'
import { problem } from '../../contract/problem.ts'
import type { Vocabulary } from '../../contract/vocabulary.ts'
import { type Context, exitCode } from './context.ts'
import { obstacleWords, tagNames, trackModeLine, traditionWords } from './mode-words.ts'
import { tagFrom } from './tags-command.ts'
import { count } from './words.ts'

export interface BrowseOptions {
  tradition?: BrowseFilter['traditions']
  tag?: string[]
  artist?: string[]
  unsure?: boolean
  /** 0..1. */
  threshold?: number
  limit: number
  playlist?: string
}

const unsureWords = { ...obstacleWords, 'several-fit': 'several modes fit about as well' }

function countLine([words, tracks]: readonly [string, number]): string {
  return `${String(tracks).padStart(7)}  ${words}`
}

function countLines(
  counts: BrowseCounts,
  vocabularies: readonly Vocabulary[],
  limit: number,
): string[] {
  const name = tagNames(vocabularies)
  const group = (title: string, all: readonly (readonly [string, number])[]) => {
    const some = all.filter(([, tracks]) => tracks > 0).sort((a, b) => b[1] - a[1])
    if (some.length === 0) return []
    const left = some.length - limit
    return [
      title,
      ...some.slice(0, limit).map(countLine),
      ...(left > 0 ? [`         and ${left.toLocaleString('en')} more`] : []),
    ]
  }
  return [
    `${count(counts.total, 'track')}${counts.waiting > 0 ? `, ${counts.waiting.toLocaleString('en')} not listened to yet (naghma listen)` : ''}`,
    ...group(
      'Traditions',
      counts.traditions.map(({ tradition, tracks }) => [traditionWords[tradition], tracks]),
    ),
    ...vocabularies
      .filter(({ vocabulary }) => vocabulary !== 'tradition')
      .flatMap(({ vocabulary, title }) =>
        group(
          title,
          counts.tags
            .filter((tag) => tag.vocabulary === vocabulary)
            .map((tag) => [name(tag), tag.tracks]),
        ),
      ),
    ...group(
      'Artists',
      counts.artists.map(({ artist, tracks }) => [artist || 'none named', tracks]),
    ),
    ...group(
      'No mode is told, because',
      counts.unsure.map(({ reason, tracks }) => [unsureWords[reason], tracks]),
    ),
  ]
}

async function showCounts(
  context: Context,
  filter: Partial<BrowseFilter>,
  limit: number,
): Promise<number> {
  const { client } = context
  const vocabularies = await client.tag.vocabularies()
  const counts = await client.browse.counts({ filter })
  const name = tagNames(vocabularies)
  context.print(
    { ...counts, tags: counts.tags.map((tag) => ({ ...tag, name: name(tag) })) },
    countLines(counts, vocabularies, limit).join('\n'),
  )
  return exitCode.done
}

/** How many tracks there are of each tradition, mode, form...; with a choice, the tracks that it finds. */
export async function browse(context: Context, options: BrowseOptions): Promise<number> {
  const { client } = context
  const { tradition = [], tag = [], artist = [], unsure = false, threshold, limit } = options
  const certainty = threshold === undefined ? {} : { threshold }
  if (tradition.length + tag.length + artist.length === 0 && !unsure) {
    if (options.playlist)
      throw problem(
        'invalid-input',
        'Choose what the playlist is to hold, for example --tag Hicaz.',
      )
    return showCounts(context, certainty, limit)
  }
  const vocabularies = await client.tag.vocabularies()
  const filter = {
    traditions: tradition,
    tags: tag.map((given) => tagFrom(vocabularies, given)),
    artists: artist,
    unsure,
    ...certainty,
  }
  const { total, rows } = await client.track.list({ browse: filter, limit })
  let playlist: { id: number; name: string; tracks: number } | undefined
  if (options.playlist) {
    const { ids: trackIds } = await client.track.ids({ browse: filter })
    playlist = await client.playlist.create({ name: options.playlist, trackIds })
  }
  const name = tagNames(vocabularies)
  context.print(
    { total, tracks: rows, ...(playlist ? { playlist } : {}) },
    [
      ...rows.map((row) => trackModeLine(row, name)),
      `${count(total, 'track')} found.`,
      ...(playlist
        ? [`${count(playlist.tracks, 'track')} saved as the playlist “${playlist.name}”.`]
        : []),
    ].join('\n'),
  )
  return exitCode.done
}
