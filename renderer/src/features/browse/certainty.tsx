import { useTranslation } from 'react-i18next'
import { formatPercent } from '../../format.ts'
import { Slider } from '../../ui/slider.tsx'

interface CertaintyProps {
  value: number
  onChange: (threshold: number) => void
}

/** How certain a tag must be to count. */
export function Certainty({ value, onChange }: CertaintyProps) {
  const { t } = useTranslation()
  return (
    <div className="facet-certainty">
      <Slider
        label={t('browse.certainty')}
        value={value}
        step={0.05}
        filled
        words={(threshold) =>
          threshold === 0
            ? t('browse.anyCertainty')
            : t('browse.atLeast', { percent: formatPercent(threshold) })
        }
        description={t('browse.certaintyWords')}
        onChange={onChange}
      />
    </div>
  )
}
