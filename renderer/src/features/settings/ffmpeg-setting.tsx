import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Choice, TextField } from '../../ui/fields.tsx'

interface FfmpegSettingProps {
  /** Null: found on PATH; empty: none; else a path. */
  ffmpeg: string | null
  /** What the engine uses at the moment. */
  found: string | null
  onChange: (ffmpeg: string | null) => void
}

type Source = 'path' | 'none' | 'own'

export function FfmpegSetting({ ffmpeg, found, onChange }: FfmpegSettingProps) {
  const { t } = useTranslation()
  const [source, setSource] = useState<Source>(
    ffmpeg === null ? 'path' : ffmpeg === '' ? 'none' : 'own',
  )
  const [path, setPath] = useState(ffmpeg ?? '')
  return (
    <div className="settings-stack">
      <Choice
        compact
        label={t('ffmpeg.name')}
        value={source}
        onChange={(value) => {
          setSource(value)
          if (value === 'path') onChange(null)
          if (value === 'none') onChange('')
        }}
        options={[
          { value: 'path', label: t('ffmpeg.path') },
          { value: 'own', label: t('ffmpeg.own') },
          { value: 'none', label: t('ffmpeg.none') },
        ]}
      />
      {source === 'own' && (
        <div className="path-bar">
          <TextField label={t('ffmpeg.ownPath')} mono value={path} onChange={setPath} />
          <Button isDisabled={path.trim() === ''} onPress={() => onChange(path.trim())}>
            {t('save')}
          </Button>
        </div>
      )}
      <p className="small soft">
        {found ? t('ffmpeg.found', { path: found }) : t('ffmpeg.notFound')}
      </p>
    </div>
  )
}
