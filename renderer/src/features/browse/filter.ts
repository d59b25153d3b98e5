import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'

export type TraditionValue = BrowseFilter['traditions'][number]

/** From here on a tag counts, unless the user asks for more or for less. */
const defaultThreshold = 0.6

export const everything: BrowseFilter = {
  traditions: [],
  tags: [],
  artists: [],
  unsure: false,
  threshold: defaultThreshold,
}

const traditionValues: Record<TraditionValue, true> = {
  turkish: true,
  hindustani: true,
  carnatic: true,
  greek: true,
  other: true,
  unknown: true,
}
const vocabularyIds: Record<VocabularyId, true> = {
  tradition: true,
  makam: true,
  raga: true,
  dromos: true,
  usul: true,
  tala: true,
  form: true,
  instrument: true,
  own: true,
}

function isTradition(text: string): text is TraditionValue {
  return Object.hasOwn(traditionValues, text)
}

export function isVocabulary(text: string | undefined): text is VocabularyId {
  return text !== undefined && Object.hasOwn(vocabularyIds, text)
}

/** Puts what a filter chooses into the query of an address. */
export function writeFilter(filter: BrowseFilter, query: URLSearchParams) {
  for (const tradition of filter.traditions) query.append('tradition', tradition)
  for (const { vocabulary, tag } of filter.tags) query.append('tag', `${vocabulary}/${tag}`)
  for (const artist of filter.artists) query.append('artist', artist)
  if (filter.unsure) query.set('unsure', '')
  if (filter.threshold !== defaultThreshold) query.set('certain', String(filter.threshold))
}

/** What `writeFilter` put there; what is not understood is left out. */
export function readFilter(query: URLSearchParams): BrowseFilter {
  const certain = Number(query.get('certain') ?? defaultThreshold)
  return {
    traditions: query.getAll('tradition').filter(isTradition),
    tags: query.getAll('tag').flatMap((text) => {
      const [vocabulary, tag] = text.split('/')
      return isVocabulary(vocabulary) && tag ? [{ vocabulary, tag }] : []
    }),
    artists: query.getAll('artist'),
    unsure: query.has('unsure'),
    threshold: certain >= 0 && certain <= 1 ? certain : defaultThreshold,
  }
}

/** Whether anything is chosen: how certain a tag must be is no choice by itself. */
export function isChosen({ traditions, tags, artists, unsure }: BrowseFilter): boolean {
  return traditions.length + tags.length + artists.length > 0 || unsure
}

/** The filter with other values of one vocabulary. */
export function withTags(
  filter: BrowseFilter,
  vocabulary: VocabularyId,
  tags: readonly string[],
): BrowseFilter {
  const others = filter.tags.filter((tag) => tag.vocabulary !== vocabulary)
  return { ...filter, tags: [...others, ...tags.map((tag) => ({ vocabulary, tag }))] }
}
