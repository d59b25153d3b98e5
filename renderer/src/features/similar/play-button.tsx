import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { IconButton } from '../../ui/button.tsx'
import { playFrom, toggle, usePlayer } from '../player/player-store.ts'

/** Ids of the list that play buttons stand in: what they start becomes the queue. */
export const PlayListContext = createContext<readonly number[]>([])

interface PlayButtonProps {
  track: TrackRow
  /** Its place in the list. */
  index: number
  prominent?: boolean
  /** It stands outside of a list that has the focus itself. */
  inTabOrder?: boolean
}

export function PlayButton({
  track,
  index,
  prominent = false,
  inTabOrder = prominent,
}: PlayButtonProps) {
  const { t } = useTranslation()
  const list = useContext(PlayListContext)
  const current = usePlayer((state) => state.track?.id === track.id)
  const playing = usePlayer((state) => state.playing) && current
  return (
    <IconButton
      icon={playing ? 'pause' : 'play'}
      size={prominent ? 20 : 16}
      prominent={prominent}
      // Within a list the list has the focus, and Enter does the same.
      excludeFromTabOrder={!inTabOrder}
      label={t(playing ? 'similar.pauseTrack' : 'similar.playTrack', { title: track.title })}
      onPress={() => {
        if (current) toggle()
        else void playFrom(track, list, index)
      }}
    />
  )
}
