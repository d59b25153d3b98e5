import { useTranslation } from 'react-i18next'
import { Choice } from '../../ui/fields.tsx'
import { WholeNumberField } from './whole-number-field.tsx'

interface CoresProps {
  /** Null means all. */
  cores: number | null
  onChange: (cores: number | null) => void
}

export function Cores({ cores, onChange }: CoresProps) {
  const { t } = useTranslation()
  return (
    <div className="settings-inline">
      <Choice
        compact
        label={t('analysisSettings.cores')}
        value={cores === null ? 'most' : 'limit'}
        onChange={(value) =>
          onChange(value === 'most' ? null : Math.max(1, navigator.hardwareConcurrency - 1))
        }
        options={[
          { value: 'most', label: t('analysisSettings.coresMost') },
          { value: 'limit', label: t('analysisSettings.coresLimit') },
        ]}
      />
      {cores !== null && (
        <WholeNumberField
          label={t('analysisSettings.coresNumber')}
          description={t('analysisSettings.coresWords', { count: navigator.hardwareConcurrency })}
          value={cores}
          least={1}
          most={256}
          onChange={onChange}
        />
      )}
    </div>
  )
}
