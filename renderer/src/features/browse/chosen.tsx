import { Button as AriaButton, Tag, TagGroup, TagList } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { everything, isChosen } from './filter.ts'

interface ChosenProps {
  filter: BrowseFilter
  onChange: (filter: BrowseFilter) => void
}

/** What is chosen, each to be taken out again. */
export function Chosen({ filter, onChange }: ChosenProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  if (!isChosen(filter)) return null
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
      <TagGroup
        aria-label={t('browse.chosen')}
        onRemove={(keys) => {
          const chip = chips.find(({ id }) => keys.has(id))
          if (chip) onChange(chip.without)
        }}
      >
        <TagList className="chips" items={chips}>
          {({ name }) => (
            <Tag className="chip" textValue={name}>
              <span className="clip">{name}</span>
              <AriaButton
                slot="remove"
                className="chip-remove"
                aria-label={t('browse.remove', { name })}
              >
                <Icon name="close" size={12} />
              </AriaButton>
            </Tag>
          )}
        </TagList>
      </TagGroup>
      <Button
        variant="quiet"
        onPress={() => onChange({ ...everything, threshold: filter.threshold })}
      >
        {t('browse.clear')}
      </Button>
    </div>
  )
}
