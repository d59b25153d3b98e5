import { problem } from '../../contract/problem.ts'
import type { TagRef, TagState, TagSummary } from '../../contract/tag.ts'
import type { Vocabulary } from '../../contract/vocabulary.ts'
import { GUESS } from '../tags/effective-tags.ts'
import { findTerm } from '../tags/find-term.ts'
import { type Context, exitCode } from './context.ts'
import { trackFrom } from './find-track.ts'
import { percent, type TagName, tagNames } from './mode-words.ts'
import { count, trackLine } from './words.ts'

export interface TagsOptions {
  confirm?: string[]
  reject?: string[]
  replace?: string[]
  undo?: number
}

/** A tag that is given by name. Problems: those of `findTerm`. */
export function tagFrom(vocabularies: readonly Vocabulary[], given: string): TagRef {
  const { vocabulary, term } = findTerm(vocabularies, given)
  return { vocabulary, tag: term.id }
}

/** Does what the user says of the track's tags; answers it in words and as a result. */
async function decide(
  { client }: Context,
  trackId: number,
  vocabularies: readonly Vocabulary[],
  { confirm = [], reject = [], replace = [], undo }: TagsOptions,
): Promise<{ result: { change?: number; undone?: number }; words: string[] }> {
  if (undo !== undefined) {
    const { tracks } = await client.tag.undo({ change: undo })
    return {
      result: { undone: undo },
      words: [`Change ${undo} is undone, of ${count(tracks, 'track')}.`],
    }
  }
  const decision = (state: TagState) => (given: string) => ({
    ...tagFrom(vocabularies, given),
    state,
  })
  const decisions = [
    ...[...confirm, ...replace].map(decision('confirmed')),
    ...reject.map(decision('rejected')),
  ]
  if (decisions.length === 0) return { result: {}, words: [] }
  const twice = decisions.find(({ vocabulary, tag, state }) =>
    decisions.some(
      (other) => other.vocabulary === vocabulary && other.tag === tag && other.state !== state,
    ),
  )
  if (twice)
    throw problem('invalid-input', `“${twice.tag}” cannot be confirmed and rejected at once.`)
  const { change, tracks } = await client.tag.decide({
    trackIds: [trackId],
    decisions,
    replace: replace.length > 0,
  })
  if (tracks === 0) return { result: { change }, words: ['You had said so already.'] }
  return {
    result: { change },
    words: [`Saved as change ${change} (naghma tags ${trackId} --undo ${change} takes it back).`],
  }
}

function saidWords({ source, probability, rank, places }: TagSummary['said'][number]): string {
  const share = probability === null ? '' : ` ${percent(probability)}`
  switch (source) {
    case 'file':
      return `${places.join(', ')}${share}`
    case 'head':
      return `learnt from your tags${share}`
    default: {
      const place = rank === null ? '' : `, likely no. ${rank}`
      const condition = places.includes(GUESS) ? ', if it is of that tradition' : ''
      return `by listening${share}${place}${condition}`
    }
  }
}

function tagLine(tag: TagSummary, name: TagName): string {
  const others = tag.said.filter(({ source }) => source !== 'user').map(saidWords)
  const own = tag.confirmed > 0 ? ['confirmed by you'] : tag.rejected > 0 ? ['rejected by you'] : []
  return `  ${name(tag)}  (${tag.vocabulary}:${tag.tag})  ${[...own, ...others].join('; ')}`
}

/** Everything that is said of a track's tags, by vocabulary, after what the user has to say of them. */
export async function tags(context: Context, given: string, options: TagsOptions): Promise<number> {
  const { client } = context
  const trackId = await trackFrom(client, given)
  const vocabularies = await client.tag.vocabularies()
  const { result, words } = await decide(context, trackId, vocabularies, options)
  const track = await client.track.get({ id: trackId })
  const summary = await client.tag.summary({ trackIds: [trackId] })
  const name = tagNames(vocabularies)
  const lines = vocabularies.flatMap(({ vocabulary, title }) => {
    const own = summary.tags.filter((tag) => tag.vocabulary === vocabulary)
    return own.length === 0 ? [] : [title, ...own.map((tag) => tagLine(tag, name))]
  })
  context.print(
    {
      trackId,
      title: track.title,
      tags: summary.tags.map((tag) => ({ ...tag, name: name(tag) })),
      ...result,
    },
    [
      trackLine(track).trim(),
      ...(lines.length > 0 ? lines : ['Nothing is said of its tags yet.']),
      ...words,
    ].join('\n'),
  )
  return exitCode.done
}
