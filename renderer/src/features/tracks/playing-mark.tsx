import { useTranslation } from 'react-i18next'
import { usePlayer } from '../player/player-store.ts'

/** A small mark beside the track that plays. */
export function PlayingMark({ trackId }: { trackId: number }) {
  const { t } = useTranslation()
  const current = usePlayer((state) => state.track?.id === trackId)
  const playing = usePlayer((state) => state.playing)
  if (!current) return null
  return (
    <span
      role="img"
      className={playing ? 'playing-mark' : 'playing-mark playing-mark-paused'}
      aria-label={playing ? t('track.playing') : t('track.paused')}
    >
      <span />
      <span />
      <span />
    </span>
  )
}
