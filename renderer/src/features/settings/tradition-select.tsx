import { useTranslation } from 'react-i18next'
import type { Tradition } from '../../../../contract/vocabulary.ts'
import { Select } from '../../ui/select.tsx'
import { traditions } from '../tags/terms.ts'

interface TraditionSelectProps {
  label: string
  labelPlace?: 'above' | 'beside'
  /** What it is called when no tradition is set. */
  none: string
  description?: string
  value: Tradition | null
  onChange: (tradition: Tradition | null) => void
}

export function TraditionSelect(props: TraditionSelectProps) {
  const { label, labelPlace = 'above', none, description, value, onChange } = props
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      labelPlace={labelPlace}
      description={description}
      value={value ?? 'none'}
      options={[
        { value: 'none', label: none },
        ...traditions.map((tradition) => ({
          value: tradition,
          label: t(`tradition.${tradition}`),
        })),
      ]}
      onChange={(chosen) => onChange(chosen === 'none' ? null : chosen)}
    />
  )
}
