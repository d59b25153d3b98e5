import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { Icon } from '../../ui/icon.tsx'
import { useSetFavourite } from './use-set-favourite.ts'

/** Whether a track is a favourite, and a way to say so. */
export function Heart({ track }: { track: TrackRow }) {
  const { t } = useTranslation()
  const setFavourite = useSetFavourite()
  const { favourite } = track
  return (
    <button
      type="button"
      className="heart"
      // The grid has the focus; the key F does the same.
      tabIndex={-1}
      aria-pressed={favourite}
      aria-label={t('favourite.mark', { title: track.title })}
      onClick={() => void setFavourite([track.id], !favourite)}
    >
      <Icon name="favourite" size={15} />
    </button>
  )
}
