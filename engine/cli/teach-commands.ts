import { problem } from '../../contract/problem.ts'
import type { OwnTag } from '../../contract/tag.ts'
import { ownVocabulary } from '../../contract/vocabulary.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { tagNames } from './mode-words.ts'
import { tagFrom } from './tags-command.ts'
import { count } from './words.ts'

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
