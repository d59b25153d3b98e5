import type { TrackRow } from '../../../../contract/track.ts'
import { useInView } from '../tracks/attention.tsx'
import { PlayButton } from './play-button.tsx'

/** The track that others are compared with; `words` say how. */
export function Seed({ track, words }: { track: TrackRow; words: string }) {
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
        <p className="soft clip">{[track.artist, track.album].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  )
}
