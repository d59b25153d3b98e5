import type { Obstacle } from '../../contract/obstacle.ts'
import type { TagRef, TrackTag, traditionOrigin } from '../../contract/tag.ts'
import type { TrackRow } from '../../contract/track.ts'
import type { Tradition, Vocabulary } from '../../contract/vocabulary.ts'
import { trackLine } from './words.ts'

/** The name of a tag; its id where a newer version knew it. */
export type TagName = (tag: TagRef) => string

export function tagNames(vocabularies: readonly Vocabulary[]): TagName {
  const names = new Map(
    vocabularies.flatMap(({ vocabulary, terms }) =>
      terms.map(({ id, name }) => [`${vocabulary}:${id}`, name] as const),
    ),
  )
  return ({ vocabulary, tag }) => names.get(`${vocabulary}:${tag}`) ?? tag
}

export const traditionWords: Readonly<Record<Tradition | 'unknown', string>> = {
  turkish: 'Turkish makam',
  hindustani: 'Hindustani',
  carnatic: 'Carnatic',
  greek: 'Greek',
  other: 'another tradition',
  unknown: 'unknown',
}

export const originWords: Readonly<Record<(typeof traditionOrigin.options)[number], string>> = {
  user: 'as you say',
  file: 'named in the file',
  head: 'learnt from your tags',
  folder: 'set for its folder',
  setting: 'set for the library',
  none: 'nothing tells it',
}

export const obstacleWords: Readonly<Record<Obstacle, string>> = {
  silence: 'there is nothing to hear in it',
  'too-short': 'it is too short',
  'no-melody': 'no melody was found in it',
  speech: 'it is speech',
  drone: 'it stays on one pitch',
}

/** `93 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function modeTagWords(tag: TrackTag, name: TagName): string {
  if (tag.state === 'confirmed' || tag.source === 'file') return name(tag)
  return `${name(tag)}${tag.probability === null ? '' : ` ${percent(tag.probability)}`}${tag.guess ? '?' : ''}`
}

/** A track with its modes, a guess with a question mark, or why none is told. */
export function trackModeLine(track: TrackRow, name: TagName): string {
  const { modeTags, obstacle } = track
  const words =
    modeTags.length > 0
      ? modeTags.map((tag) => modeTagWords(tag, name)).join(', ')
      : obstacle && obstacleWords[obstacle]
  return words ? `${trackLine(track)}  ${words}` : trackLine(track)
}
