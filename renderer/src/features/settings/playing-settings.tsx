import { useTranslation } from 'react-i18next'
import { formatDecibels } from '../../format.ts'
import { Choice } from '../../ui/fields.tsx'
import { Slider } from '../../ui/slider.tsx'
import { changeSound, levellings, preampRange, useSoundSettings } from '../player/sound-settings.ts'
import { Section } from './section.tsx'

const [least, most] = preampRange
/** Decibels that a key moves the preamp by. */
const step = 0.5
/** The sliders of the page go from 0 to 1. */
const toShare = (decibels: number) => (decibels - least) / (most - least)
const fromShare = (share: number) => Math.round((least + share * (most - least)) / step) * step

/** How loud tracks play beside each other: kept in this browser, and heard at once. */
export function PlayingSettings() {
  const { t } = useTranslation()
  const { levelling, preamp } = useSoundSettings()
  return (
    <Section title={t('playing.name')} words={t('playing.words')}>
      <Choice
        label={t('playing.levelling')}
        value={levelling}
        onChange={(chosen) => changeSound({ levelling: chosen })}
        options={levellings.map((value) => ({
          value,
          label: t(`playing.levellings.${value}`),
          description: t(`playing.levellingWords.${value}`),
        }))}
      />
      <Slider
        label={t('playing.preamp')}
        description={t('playing.preampWords')}
        value={toShare(preamp)}
        step={step / (most - least)}
        words={(share) => t('playing.decibels', { value: formatDecibels(fromShare(share)) })}
        isDisabled={levelling === 'off'}
        onChange={(share) => changeSound({ preamp: fromShare(share) })}
      />
    </Section>
  )
}
