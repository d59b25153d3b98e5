import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatDuration } from '../../format.ts'
import { useInView } from '../tracks/attention.tsx'
import { CopiesButton } from './copies-button.tsx'
import { PlayButton } from './play-button.tsx'

interface SeedProps {
  track: TrackRow
  /** Other copies of the same recording. */
  copies: readonly TrackRow[]
  /** How others are compared with it. */
  words: string
}

/** The track that others are compared with. */
export function Seed({ track, copies, words }: SeedProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  useInView(track.id)
  return (
    <div className="seed">
      {track.artwork && (
        <img
          className="seed-artwork"
          src={`/track/${track.id}/artwork`}
          alt=""
          width={56}
          height={56}
        />
      )}
      <PlayButton track={track} index={0} prominent />
      <div className="seed-words">
        <p className="small soft">{words}</p>
        <h2 className="clip">{track.title}</h2>
        <p className="neighbour-line">
          <span className="soft clip">
            {[track.artist, track.album].filter(Boolean).join(' · ')}
          </span>
          {copies.length > 0 && (
            <CopiesButton
              neighbour={{ track, copies }}
              isOpen={open}
              inTabOrder
              onPress={() => setOpen(!open)}
            />
          )}
        </p>
        {open && (
          <ul className="seed-copies small soft" aria-label={t('similar.copies')}>
            {copies.map(({ id, title, album, format, duration }) => (
              <li key={id}>
                {[title, album, format, formatDuration(duration)].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
