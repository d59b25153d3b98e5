import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { Choice, Switch } from '../../ui/fields.tsx'
import { Cores } from './cores.tsx'
import { FfmpegSetting } from './ffmpeg-setting.tsx'
import { Manners } from './manners.tsx'
import { QuickWindows } from './quick-windows.tsx'
import { Section } from './section.tsx'
import { useSettings } from './use-settings.ts'

export function AnalysisSettings() {
  const { t } = useTranslation()
  const { settings, change } = useSettings()
  const ffmpeg = useStatus((status) => status.ffmpeg)
  if (!settings) return null
  return (
    <Section title={t('analysisSettings.name')} words={t('analysisSettings.words')}>
      <Switch
        label={t('analysisSettings.newTracks')}
        description={t('analysisSettings.newTracksWords')}
        isSelected={settings.analyseNewTracks}
        onChange={(analyseNewTracks) => void change({ analyseNewTracks })}
      />
      <Switch
        label={t('analysisSettings.onPlay')}
        description={t('analysisSettings.onPlayWords')}
        isSelected={settings.analyseOnPlay}
        onChange={(analyseOnPlay) => void change({ analyseOnPlay })}
      />
      <Choice
        label={t('analysisSettings.depth')}
        value={settings.depth}
        onChange={(depth) => void change({ depth })}
        options={[
          {
            value: 'quick',
            label: t('analysisSettings.quick'),
            description: t('analysisSettings.quickWords', { windows: settings.quickWindows }),
          },
          {
            value: 'full',
            label: t('analysisSettings.full'),
            description: t('analysisSettings.fullWords'),
          },
        ]}
      />
      {settings.depth === 'quick' && (
        <QuickWindows
          windows={settings.quickWindows}
          onChange={(quickWindows) => void change({ quickWindows })}
        />
      )}
      <Manners settings={settings} onChange={(changed) => void change(changed)} />
      <Cores cores={settings.cores} onChange={(cores) => void change({ cores })} />
      <FfmpegSetting
        key={settings.ffmpeg}
        ffmpeg={settings.ffmpeg}
        found={ffmpeg ?? null}
        onChange={(path) => void change({ ffmpeg: path })}
      />
    </Section>
  )
}
