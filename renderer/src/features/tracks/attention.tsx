import { useEffect } from 'react'
import { useStatus } from '../../status.ts'
import { usePlayer } from '../player/player-store.ts'
import { attend } from './attend.ts'
import { createInView, tellInView } from './in-view.ts'

/** Milliseconds that rows must stay in view before the engine is told of them. */
const settle = 500
/** More tracks than fit on a screen are not being looked at. */
const most = 100

const inView = createInView()

/** For a row or a heading that shows a track: counts it among those in view. */
export function useInView(trackId: number) {
  useEffect(() => inView.enter(trackId), [trackId])
}

/** While anything is queued, has what is in view come first, after the track that is played. */
export function Attention() {
  const queued = useStatus(({ analysis }) =>
    [analysis.sound, analysis.mode].some(({ done, total }) => total > done),
  )
  const played = usePlayer((state) => state.track?.id)
  useEffect(() => {
    if (!queued) return
    return tellInView(inView, settle, (trackIds) => {
      const first = played === undefined ? trackIds : [played, ...trackIds]
      attend([...new Set(first)].slice(0, most))
    })
  }, [queued, played])
  return null
}
