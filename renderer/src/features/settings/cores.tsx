import { Button as AriaButton, Group, Input, Label, NumberField, Text } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../ui/fields.tsx'
import { Icon } from '../../ui/icon.tsx'

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
        <NumberField
          className="field number-field"
          minValue={1}
          maxValue={256}
          value={cores}
          onChange={(value) => {
            if (Number.isInteger(value)) onChange(value)
          }}
        >
          <Label className="field-label">{t('analysisSettings.coresNumber')}</Label>
          <Group className="number-group">
            <AriaButton slot="decrement" className="icon-button">
              <Icon name="down" size={14} />
            </AriaButton>
            <Input className="field-input number" />
            <AriaButton slot="increment" className="icon-button">
              <Icon name="up" size={14} />
            </AriaButton>
          </Group>
          <Text slot="description" className="field-description">
            {t('analysisSettings.coresWords', { count: navigator.hardwareConcurrency })}
          </Text>
        </NumberField>
      )}
    </div>
  )
}
