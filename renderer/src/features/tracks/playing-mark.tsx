import type { TFunction } from 'i18next'
import { usePlayer } from '../player/player-store.ts'

/** A small mark beside the track that plays. */
export function PlayingMark({ t, trackId }: { t: TFunction; trackId: number }) {
  const playing = usePlayer((state) => (state.track?.id === trackId ? state.playing : undefined))
  if (playing === undefined) return null
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
