import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../contract/engine.ts'
import { Choice } from '../../ui/fields.tsx'

type Windows = Settings['quickWindows']

/** How many windows quick depth may take of a track, as they are written. */
const choices = { '4': 4, '8': 8, '12': 12, '24': 24 } as const satisfies Record<string, Windows>
type Written = keyof typeof choices

/** The choice that takes so many windows; undefined where there is none. */
export function quickWindowsOf(windows: number): Windows | undefined {
  return Object.values(choices).find((choice) => choice === windows)
}

interface QuickWindowsProps {
  windows: Windows
  onChange: (windows: Windows) => void
}

export function QuickWindows({ windows, onChange }: QuickWindowsProps) {
  const { t } = useTranslation()
  return (
    <div className="settings-stack">
      <Choice
        compact
        label={t('analysisSettings.windows')}
        value={`${windows}`}
        options={(['4', '8', '12', '24'] as const).map((value) => ({ value, label: value }))}
        onChange={(value: Written) => onChange(choices[value])}
      />
      <p className="field-description">{t('analysisSettings.windowsWords')}</p>
    </div>
  )
}
