import { Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TuneResult } from '../../../../contract/tune.ts'
import { formatDecimal, formatPercent } from '../../format.ts'

interface Int8SettingProps {
  /** What tuning found out; null before it was done. */
  result: TuneResult['int8'] | null
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** Whether to compute in whole numbers: what that keeps and gains, and a switch that tells why it cannot be used. */
export function Int8Setting({ result, isOn, onChange }: Int8SettingProps) {
  const { t } = useTranslation()
  return (
    <div className="int8">
      <h3>{t('tune.int8')}</h3>
      {result && (result.agreement !== null || result.speedup !== null) && (
        <dl className="facts small number">
          {result.agreement !== null && (
            <>
              <dt>{t('tune.int8Agreement')}</dt>
              <dd>{t('percent', { value: formatPercent(result.agreement) })}</dd>
            </>
          )}
          {result.speedup !== null && (
            <>
              <dt>{t('tune.int8Speed')}</dt>
              <dd>{t('tune.int8Times', { times: formatDecimal(result.speedup, 2) })}</dd>
            </>
          )}
        </dl>
      )}
      <Switch
        className="switch"
        isSelected={isOn}
        isDisabled={!isOn && !result?.allowed}
        onChange={onChange}
      >
        <span className="switch-track" aria-hidden="true">
          <span className="switch-thumb" />
        </span>
        <span className="switch-words">
          <span>{t('tune.int8Switch')}</span>
          <span className="field-description">{result?.reason ?? t('tune.int8Untried')}</span>
        </span>
      </Switch>
    </div>
  )
}
