import { useTranslation } from 'react-i18next'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { useBeginToTeach } from '../teach/begin-to-teach.ts'
import { everything, isChosen } from './filter.ts'

interface ChosenProps {
  filter: BrowseFilter
  onChange: (filter: BrowseFilter) => void
}

/** What is chosen, each to be taken out again. */
export function Chosen({ filter, onChange }: ChosenProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const { begin } = useBeginToTeach()
  if (!isChosen(filter)) return null
  const [tag, ...others] = filter.tags
  const chips = [
    ...filter.traditions.map((tradition) => ({
      id: `tradition:${tradition}`,
      name: t(`tradition.${tradition}`),
      without: { ...filter, traditions: filter.traditions.filter((one) => one !== tradition) },
    })),
    ...filter.tags.map((tag) => ({
      id: `tag:${tag.vocabulary}/${tag.tag}`,
      name: terms.nameOf(tag),
      without: { ...filter, tags: filter.tags.filter((one) => one !== tag) },
    })),
    ...filter.artists.map((artist) => ({
      id: `artist:${artist}`,
      name: artist,
      without: { ...filter, artists: filter.artists.filter((one) => one !== artist) },
    })),
    ...(filter.unsure
      ? [{ id: 'unsure', name: t('browse.facet.unsure'), without: { ...filter, unsure: false } }]
      : []),
  ]
  return (
    <div className="chosen">
      <Chips
        label={t('browse.chosen')}
        chips={chips.map(({ id, name, without }) => ({
          id,
          name,
          removeLabel: t('browse.remove', { name }),
          onRemove: () => onChange(without),
        }))}
      />
      {tag && others.length === 0 && !terms.get(tag)?.family && (
        <Button variant="quiet" icon="teach" onPress={() => void begin(tag, terms.nameOf(tag))}>
          {t('teach.thisTag')}
        </Button>
      )}
      <Button
        variant="quiet"
        onPress={() => onChange({ ...everything, threshold: filter.threshold })}
      >
        {t('browse.clear')}
      </Button>
    </div>
  )
}
