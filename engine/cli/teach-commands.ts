import type { HeadFigure, NextTrack, Taught, Teaching } from '../../contract/head.ts'
import { problem } from '../../contract/problem.ts'
import type { OwnTag } from '../../contract/tag.ts'
import { ownVocabulary, vocabularyId } from '../../contract/vocabulary.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { followApplying } from './follow-applying.ts'
import { percent, tagNames } from './mode-words.ts'
import { tagFrom } from './tags-command.ts'
import { count, trackLine } from './words.ts'

/** Makes a tag of the user's own, and says at once which tracks have it. */
export async function newTag(
  context: Context,
  name: string,
  given: readonly string[],
): Promise<number> {
  const { client } = context
  const trackIds = await tracksFrom(client, given)
  const tag = await client.tag.create({ name })
  if (trackIds.length > 0)
    await client.tag.decide({
      trackIds,
      decisions: [{ vocabulary: tag.vocabulary, tag: tag.tag, state: 'confirmed' }],
    })
  context.print(
    { tag, tracks: trackIds.length },
    `The tag “${tag.name}” (${tag.vocabulary}:${tag.tag}) is made${trackIds.length > 0 ? `, and ${count(trackIds.length, 'track')} have it` : ''}.`,
  )
  return exitCode.done
}

/** One of the user's own tags by its name or id. Problem: `not-found`. */
async function ownTagFrom({ client }: Context, given: string): Promise<OwnTag> {
  const vocabularies = (await client.tag.vocabularies()).filter(
    ({ vocabulary }) => vocabulary === ownVocabulary,
  )
  const tag = tagFrom(vocabularies, given)
  if (tag.vocabulary !== ownVocabulary)
    throw problem('not-found', `“${given}” is none of your own tags.`)
  return { ...tag, name: tagNames(vocabularies)(tag) }
}

export async function renameTag(context: Context, given: string, name: string): Promise<number> {
  const before = await ownTagFrom(context, given)
  const tag = await context.client.tag.rename({ tag: before.tag, name })
  context.print({ tag }, `“${before.name}” is called “${tag.name}” from now on.`)
  return exitCode.done
}

/** Removes one of the user's own tags, with all that was said and learned of it. */
export async function forgetTag(context: Context, given: string): Promise<number> {
  const tag = await ownTagFrom(context, given)
  const { tracks } = await context.client.tag.remove({ tag: tag.tag })
  context.print(
    { removed: tag, tracks },
    `“${tag.name}” is removed, from ${count(tracks, 'track')} too.`,
  )
  return exitCode.done
}

/** Says of several tracks that they have a tag, or have it not. */
export async function markTracks(
  context: Context,
  given: string,
  tracks: readonly string[],
  options: { not?: boolean },
): Promise<number> {
  const { client } = context
  const vocabularies = await client.tag.vocabularies()
  const tag = tagFrom(vocabularies, given)
  const trackIds = await tracksFrom(client, tracks)
  const state = options.not ? 'rejected' : 'confirmed'
  const marked = await client.tag.decide({ trackIds, decisions: [{ ...tag, state }] })
  const name = tagNames(vocabularies)(tag)
  context.print(
    { tag, state, ...marked },
    marked.tracks === 0
      ? 'You had said so already.'
      : `${count(marked.tracks, 'track')} ${options.not ? 'without' : 'with'} “${name}”, saved as change ${marked.change}.`,
  )
  return exitCode.done
}

const levelWords: Readonly<Record<HeadFigure['level'], string>> = {
  unknown: 'not known how good yet',
  chance: 'no better than chance',
  rough: 'rough',
  useful: 'useful',
  good: 'good',
}
/** "good: of 100 pairs it puts 97 in order (artists apart; 12 with, 9 without, 31 presumed without)". */
export function figureWords(figure: HeadFigure): string {
  const { level, rocAuc, apart, positives, negatives, presumed } = figure
  const examples = `${positives} with${negatives > 0 ? `, ${negatives} without` : ''}${presumed > 0 ? `, ${presumed} presumed without` : ''}`
  if (rocAuc === null) return `${levelWords[level]} (${examples})`
  const pairs = `of 100 pairs of one with and one without it puts ${Math.round(rocAuc * 100)} in order`
  return `${levelWords[level]}: ${pairs} (${apart === null ? '' : `${apart} apart; `}${examples})`
}

function teachingLine(teaching: Teaching): string {
  const { name, vocabulary, tag, version, figure, changes, failure, confirmed, rejected } = teaching
  const known = figure
    ? figureWords(figure)
    : `not learned yet; ${confirmed} with, ${rejected} without`
  const since = figure && changes > 0 ? `; ${count(changes, 'word')} since` : ''
  const failed = failure ? `; ${failure.message}` : ''
  return `${name}  (${vocabulary}${tag === null ? '' : `:${tag}`})${version === null ? '' : ` version ${version}`}  ${known}${since}${failed}`
}

/** What a name means: a whole vocabulary, or a tag. */
async function taughtFrom({ client }: Context, given: string): Promise<Taught> {
  const whole = vocabularyId.options.find((id) => id === given.toLowerCase())
  if (whole && whole !== ownVocabulary) return { vocabulary: whole, tag: null }
  return tagFrom(await client.tag.vocabularies(), given)
}

/** Everything that is taught. */
export async function listTaught(context: Context): Promise<number> {
  const taught = await context.client.teach.list()
  context.print(
    { taught },
    taught.length > 0
      ? taught.map(teachingLine).join('\n')
      : 'Nothing is taught yet. Make a tag with naghma teach new, or learn one with naghma teach learn.',
  )
  return exitCode.done
}

/** Undefined when the user interrupts: the training is given up then. Problems: those of `teach.train`. */
async function trained(
  { client, signal }: Context,
  subject: Taught,
): Promise<Teaching | undefined> {
  const giveUp = () => void client.teach.cancel(subject)
  signal.addEventListener('abort', giveUp)
  try {
    return await client.teach.train(subject)
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** Learns a tag or a vocabulary now from all that is known, and applies it to the library. */
export async function learn(context: Context, given: string): Promise<number> {
  const { client } = context
  const subject = await taughtFrom(context, given)
  await client.teach.begin(subject)
  const taught = await trained(context, subject)
  if (!taught || !(await followApplying(context))) return exitCode.interrupted
  context.print({ taught }, teachingLine(taught))
  return exitCode.done
}

const whyWords: Readonly<Record<NextTrack['why'], string>> = {
  likely: 'likely',
  uncertain: 'uncertain',
  near: 'near to those that have it',
  doubtful: 'you said otherwise; is it so?',
}

function askedLine({ track, probability, why }: NextTrack): string {
  return `${trackLine(track)}  ${probability === null ? '' : `${percent(probability)}, `}${whyWords[why]}`
}

/** The tracks whose judgement would teach most. */
export async function askNext(
  context: Context,
  given: string,
  { limit }: { limit: number },
): Promise<number> {
  const tag = tagFrom(await context.client.tag.vocabularies(), given)
  const { tracks } = await context.client.teach.next({ ...tag, count: Math.min(limit, 50) })
  context.print(
    { tag, tracks },
    tracks.length > 0
      ? tracks.map(askedLine).join('\n')
      : 'There is nothing to ask: say of some analysed tracks that they have it (naghma teach mark).',
  )
  return exitCode.done
}

/** All tracks by how probably they have a tag. */
export async function rank(
  context: Context,
  given: string,
  { limit }: { limit: number },
): Promise<number> {
  const tag = tagFrom(await context.client.tag.vocabularies(), given)
  const ranking = await context.client.teach.ranking({ ...tag, limit: Math.min(limit, 500) })
  const lines = ranking.rows.map(
    ({ track, probability, said }) =>
      `${trackLine(track)}  ${percent(probability)}${said ? `, ${said} by you` : ''}`,
  )
  context.print(
    { tag, ...ranking },
    ranking.head ? lines.join('\n') : 'It was not learned yet (naghma teach learn).',
  )
  return exitCode.done
}
