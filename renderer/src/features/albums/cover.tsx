import { useState } from 'react'
import { Icon } from '../../ui/icon.tsx'

/** The cover of an album; a disc where there is none, or it cannot be shown. */
export function Cover({ trackId }: { trackId: number | null }) {
  const [broken, setBroken] = useState<number>()
  return (
    <span className="cover">
      {trackId === null || trackId === broken ? (
        <Icon name="album" size={48} />
      ) : (
        <img
          src={`/track/${trackId}/artwork`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(trackId)}
        />
      )}
    </span>
  )
}
