import { realpath } from 'node:fs/promises'
import type { BrowseFilter } from '../../contract/browse.ts'
import { problem } from '../../contract/problem.ts'
import type { EngineClient } from '../host/open-engine.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { percent } from './mode-words.ts'
import { tagFrom } from './tags-command.ts'
import { userPath } from './user-path.ts'
import { count, trackLine } from './words.ts'

export interface SimilarOptions {
  limit: number
  playlist?: string
  blend?: number
  folder?: string[]
  tradition?: BrowseFilter['traditions']
  tag?: string[]
  artist?: string[]
  /** 0..1. */
  threshold?: number
  /** Seconds. */
  minDuration?: number
  maxDuration?: number
  perArtist?: number
  otherTraditions?: boolean
  withoutMissing?: boolean
  fold: boolean
}

type Answer = Awaited<ReturnType<EngineClient['similar']['query']>>
type Filter = NonNullable<Parameters<EngineClient['similar']['query']>[0]['filter']>

/** What the order goes by: 0 sound alone ... 1 mode alone. */
function blendWords(blend: number): string {
  if (blend === 0) return 'Sounds like'
  if (blend === 1) return 'In a mode like that of'
  return `Like, by ${percent(1 - blend)} sound and ${percent(blend)} mode,`
}

function likenessWords({ similarity, sound, mode }: Answer['neighbours'][number]): string {
  const both = sound !== null && mode !== null
  const parts = both ? ` (sound ${sound.toFixed(3)}, mode ${mode.toFixed(3)})` : ''
  return `similarity ${similarity.toFixed(3)}${parts}`
}

/** Among all that could be compared; rounded down, so that nothing is closer than 100 %. */
function placeWords({ place, percentile }: Answer['neighbours'][number]): string {
  if (place === 1) return 'nearest of all'
  return `closer than ${(Math.floor(percentile * 1000) / 10).toFixed(1)} %`
}

function copyWords(copies: readonly unknown[]): string {
  if (copies.length === 0) return ''
  return `, ${copies.length === 1 ? '1 more copy' : `${copies.length} more copies`}`
}

/** The music folders of the library that are meant, by id or path. Problem: `not-found`. */
async function foldersFrom(client: EngineClient, given: readonly string[]): Promise<number[]> {
  if (given.length === 0) return []
  const folders = await client.folder.list()
  const ids: number[] = []
  for (const one of given) {
    const path = await realpath(userPath(one)).catch(() => userPath(one))
    const folder = folders.find(({ id, path: known }) => known === path || String(id) === one)
    if (!folder)
      throw problem('not-found', `“${one}” is no music folder of the library (naghma status).`)
    ids.push(folder.id)
  }
  return ids
}

/** Undefined where nothing is to be left out. */
async function filterFrom(
  client: EngineClient,
  options: SimilarOptions,
): Promise<Filter | undefined> {
  const { tradition = [], tag = [], artist = [], threshold, folder = [] } = options
  const { minDuration, maxDuration, perArtist, otherTraditions, withoutMissing } = options
  const browsing = tradition.length + tag.length + artist.length > 0
  const filter: Filter = {
    ...(folder.length > 0 ? { folderIds: await foldersFrom(client, folder) } : {}),
    ...(browsing
      ? {
          browse: {
            traditions: tradition,
            tags:
              tag.length > 0
                ? await client.tag
                    .vocabularies()
                    .then((all) => tag.map((given) => tagFrom(all, given)))
                : [],
            artists: artist,
            ...(threshold === undefined ? {} : { threshold }),
          },
        }
      : {}),
    ...(minDuration === undefined ? {} : { minDuration }),
    ...(maxDuration === undefined ? {} : { maxDuration }),
    ...(perArtist === undefined ? {} : { perArtist }),
    ...(otherTraditions ? { otherTraditions } : {}),
    ...(withoutMissing ? { withoutMissing } : {}),
  }
  return Object.keys(filter).length > 0 ? filter : undefined
}

function seedLines({ blend, seeds }: Answer): string[] {
  const asked = seeds.filter(({ leftOut }) => !leftOut)
  const left = seeds.filter(({ leftOut }) => leftOut)
  const [only] = asked
  const head =
    only && asked.length === 1
      ? [`${blendWords(blend)} ${trackLine(only.track).trim()}${copyWords(only.copies)}:`]
      : [
          `${blendWords(blend)} these ${asked.length} tracks together:`,
          ...asked.map(({ track, copies }) => `  ${trackLine(track)}${copyWords(copies)}`),
          '',
        ]
  if (left.length === 0) return head
  const words = left.map(({ track }) => `  ${trackLine(track)}`)
  return ['Left out, because they cannot be compared in this way:', ...words, ...head]
}

export async function similar(
  context: Context,
  given: readonly string[],
  options: SimilarOptions,
): Promise<number> {
  const { client } = context
  const trackIds = [...new Set(await tracksFrom(client, given))]
  const filter = await filterFrom(client, options)
  const answer = await client.similar.query({
    trackIds,
    k: Math.min(500, options.limit),
    fold: options.fold,
    ...(options.blend === undefined ? {} : { blend: options.blend }),
    ...(filter ? { filter } : {}),
  })
  const lines = answer.neighbours.map(
    (neighbour) =>
      `${trackLine(neighbour.track)}  ${likenessWords(neighbour)}, ${placeWords(neighbour)}${copyWords(neighbour.copies)}`,
  )
  const [dearest] = answer.costs
  const none =
    lines.length > 0
      ? []
      : [
          dearest
            ? `Nothing is left: without one choice (${dearest.part}) there would be ${count(dearest.tracks, 'track')}.`
            : 'Nothing to compare with.',
        ]
  const warning = answer.randomWeights
    ? ['The model has random weights: these neighbours mean nothing musically.']
    : []
  let playlist: { id: number; name: string } | undefined
  if (options.playlist)
    playlist = await client.playlist.create({
      name: options.playlist,
      trackIds: [...trackIds, ...answer.neighbours.map(({ track }) => track.id)],
    })
  context.print(
    { ...answer, ...(playlist ? { playlist } : {}) },
    [
      ...seedLines(answer),
      ...lines,
      ...none,
      ...warning,
      ...(playlist ? [`Saved as the playlist “${playlist.name}”.`] : []),
    ].join('\n'),
  )
  return exitCode.done
}
