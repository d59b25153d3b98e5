import { useTranslation } from 'react-i18next'
import { Slider } from '../../ui/slider.tsx'

/** What a blend of sound (0) and mode (1) goes by: a part of the names of words. */
export function likenessOf(
  blend: number,
): 'sound' | 'mostlySound' | 'both' | 'mostlyMode' | 'mode' {
  if (blend === 0) return 'sound'
  if (blend === 1) return 'mode'
  if (blend < 0.4) return 'mostlySound'
  return blend > 0.6 ? 'mostlyMode' : 'both'
}

interface BlendSliderProps {
  value: number
  /** Which spaces the track has a place in; undefined before that is known. */
  spaces: { sound: boolean; mode: boolean } | undefined
  onChange: (blend: number) => void
}

/** Whether tracks are compared by their sound, by their mode, or by both. */
export function BlendSlider({ value, spaces, onChange }: BlendSliderProps) {
  const { t } = useTranslation()
  const hint =
    spaces && !spaces.sound
      ? t('similar.modeOnly')
      : spaces && !spaces.mode
        ? t('similar.soundOnly')
        : undefined
  return (
    <div className="blend">
      <Slider
        label={t('similar.blend')}
        value={value}
        step={0.1}
        words={(blend) => t(`similar.blendWords.${likenessOf(blend)}`)}
        ends={[t('similar.soundEnd'), t('similar.modeEnd')]}
        description={hint}
        onChange={onChange}
      />
    </div>
  )
}
