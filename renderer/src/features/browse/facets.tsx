import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BrowseCounts, BrowseFilter } from '../../../../contract/browse.ts'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { formatCount } from '../../format.ts'
import { modeVocabularies, traditions } from '../tags/terms.ts'
import { useTerms } from '../tags/use-terms.ts'
import { Certainty } from './certainty.tsx'
import { FacetList } from './facet-list.tsx'
import { artistValues, type FacetValue, tagValues } from './facet-values.ts'
import { type TraditionValue, withTags } from './filter.ts'

/** The modes that musicians of a tradition name; all of them while no tradition is chosen. */
const modesOf: Record<TraditionValue, readonly VocabularyId[]> = {
  turkish: ['makam'],
  hindustani: ['raga'],
  carnatic: ['raga'],
  greek: ['dromos'],
  other: [],
  unknown: modeVocabularies,
}
const otherVocabularies = ['form', 'usul', 'tala', 'instrument', 'own'] as const
const traditionValues: readonly TraditionValue[] = [...traditions, 'unknown']

interface FacetsProps {
  counts: BrowseCounts
  filter: BrowseFilter
  onChange: (filter: BrowseFilter) => void
}

/** Everything the library can be browsed by, with how many tracks each value would find. */
export function Facets({ counts, filter, onChange }: FacetsProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const wanted = filter.traditions.flatMap((tradition) => modesOf[tradition])
  const modes = modeVocabularies.filter(
    (vocabulary) => filter.traditions.length === 0 || wanted.includes(vocabulary),
  )
  function list(vocabulary: (typeof modes | typeof otherVocabularies)[number]) {
    const values = tagValues(vocabulary, counts, filter, terms)
    if (values.length === 0) return null
    return (
      <FacetList
        key={vocabulary}
        title={t(`browse.facet.${vocabulary}`)}
        values={values}
        termOf={(tag) => terms.get({ vocabulary, tag })}
        onChange={(keys) => onChange(withTags(filter, vocabulary, keys))}
      />
    )
  }
  const artists = artistValues(counts, filter)
  const more = counts.artistCount - counts.artists.length
  return (
    <>
      <FacetList
        title={t('browse.facet.tradition')}
        values={traditionFacet(t, counts, filter)}
        onChange={(keys) =>
          onChange({
            ...filter,
            traditions: traditionValues.filter((value) => keys.includes(value)),
          })
        }
      />
      <Certainty
        value={filter.threshold}
        onChange={(threshold) => onChange({ ...filter, threshold })}
      />
      {modes.map(list)}
      <UnsureShelf counts={counts} filter={filter} onChange={onChange} />
      {otherVocabularies.map(list)}
      {artists.length > 0 && (
        <FacetList
          title={t('browse.facet.artist')}
          values={artists}
          note={
            more > 0
              ? t('browse.moreArtists', { count: more, shown: formatCount(more) })
              : undefined
          }
          onChange={(keys) => onChange({ ...filter, artists: keys })}
        />
      )}
    </>
  )
}

function traditionFacet(t: TFunction, counts: BrowseCounts, filter: BrowseFilter): FacetValue[] {
  return traditionValues
    .map((tradition) => ({
      key: tradition,
      name: t(`tradition.${tradition}`),
      tracks: counts.traditions.find((count) => count.tradition === tradition)?.tracks ?? 0,
      chosen: filter.traditions.includes(tradition),
    }))
    .filter(({ tracks, chosen }) => tracks > 0 || chosen)
}

/** Tracks that were listened to and have no certain mode, and why. */
function UnsureShelf({ counts, filter, onChange }: FacetsProps) {
  const { t } = useTranslation()
  const tracks = counts.unsure.reduce((sum, reason) => sum + reason.tracks, 0)
  if (tracks === 0 && !filter.unsure) return null
  const reasons = counts.unsure
    .filter((reason) => reason.tracks > 0)
    .toSorted((a, b) => b.tracks - a.tracks)
    .map(({ reason, tracks: some }) =>
      t('browse.reasonCount', { reason: t(`unsure.${reason}`), shown: formatCount(some) }),
    )
  return (
    <FacetList
      title={t('browse.facet.unsure')}
      values={[{ key: 'unsure', name: t('browse.unsureTracks'), tracks, chosen: filter.unsure }]}
      note={reasons.join(' · ')}
      onChange={(keys) => onChange({ ...filter, unsure: keys.length > 0 })}
    />
  )
}
