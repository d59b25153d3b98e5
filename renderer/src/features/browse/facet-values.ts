import type { BrowseCounts, BrowseFilter } from '../../../../contract/browse.ts'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { compareNames } from '../../format.ts'
import { fold } from '../tags/fold.ts'
import { matchTerms, type NamedTerm, type Terms } from '../tags/terms.ts'

/** One value that can be chosen. */
export interface FacetValue {
  key: string
  name: string
  tracks: number
  chosen: boolean
}

/** Values of a long list that are shown before all are asked for. */
export const shortList = 8

function byTracks(a: FacetValue, b: FacetValue): number {
  return b.tracks - a.tracks || compareNames(a.name, b.name)
}

/** The values of one vocabulary that tracks have, or that are chosen, the most frequent first. */
export function tagValues(
  vocabulary: VocabularyId,
  counts: BrowseCounts,
  filter: BrowseFilter,
  terms: Terms,
): FacetValue[] {
  const chosen = new Set(
    filter.tags.filter((tag) => tag.vocabulary === vocabulary).map(({ tag }) => tag),
  )
  const counted = new Map(
    counts.tags
      .filter((tag) => tag.vocabulary === vocabulary && (tag.tracks > 0 || chosen.has(tag.tag)))
      .map(({ tag, tracks }) => [tag, tracks]),
  )
  for (const tag of chosen) if (!counted.has(tag)) counted.set(tag, 0)
  return [...counted]
    .map(([tag, tracks]) => ({
      key: tag,
      name: terms.nameOf({ vocabulary, tag }),
      tracks,
      chosen: chosen.has(tag),
    }))
    .sort(byTracks)
}

/** The artists of the tracks, and those that are chosen, the most frequent first. */
export function artistValues(counts: BrowseCounts, filter: BrowseFilter): FacetValue[] {
  const chosen = new Set(filter.artists)
  const counted = new Map(counts.artists.map(({ artist, tracks }) => [artist, tracks]))
  for (const artist of chosen) if (!counted.has(artist)) counted.set(artist, 0)
  return [...counted]
    .map(([artist, tracks]) => ({ key: artist, name: artist, tracks, chosen: chosen.has(artist) }))
    .sort(byTracks)
}

/**
 * Which values of a list to show: those that fit the words, by any of their aliases where they are terms, else the
 * first few. What is chosen is always shown.
 */
export function shownValues(
  values: readonly FacetValue[],
  {
    words,
    all,
    termOf,
  }: { words: string; all: boolean; termOf?: (key: string) => NamedTerm | undefined },
): FacetValue[] {
  if (words.trim() === '') {
    return all ? [...values] : values.filter((value, index) => value.chosen || index < shortList)
  }
  const fits = (value: FacetValue) => {
    const term = termOf?.(value.key)
    return term
      ? matchTerms([term], words).length > 0
      : fold(value.name).includes(fold(words.trim()))
  }
  return values.filter((value) => value.chosen || fits(value))
}
