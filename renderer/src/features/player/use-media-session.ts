import { useEffect } from 'react'
import { transport, useClock } from './clock.ts'
import { pause, play, usePlayer } from './player-store.ts'
import { usePractice } from './practice-store.ts'
import { seekBy, toNext, toPrevious } from './transport-actions.ts'

/** What a key for seeking moves by where it does not say, seconds. */
const seekStep = 10

const handlers: { [action in MediaSessionAction]?: MediaSessionActionHandler } = {
  play,
  pause,
  stop: () => {
    pause()
    transport.seek(0)
  },
  nexttrack: toNext,
  previoustrack: toPrevious,
  seekbackward: ({ seekOffset }) => seekBy(-(seekOffset ?? seekStep)),
  seekforward: ({ seekOffset }) => seekBy(seekOffset ?? seekStep),
  seekto: ({ seekTime }) => {
    if (seekTime !== undefined) transport.seek(seekTime)
  },
}

/** Tells the system what plays, and obeys its media keys. */
export function useMediaSession() {
  const track = usePlayer((state) => state.track)
  const playing = usePlayer((state) => state.playing)
  const rate = usePractice((state) => state.rate)

  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = track
      ? new MediaMetadata({
          title: track.title,
          artist: track.artist,
          album: track.album,
          artwork: track.artwork ? [{ src: `/track/${track.id}/artwork` }] : [],
        })
      : null
  }, [track])

  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.playbackState = !track ? 'none' : playing ? 'playing' : 'paused'
  }, [track, playing])

  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    function tell({ position, duration }: { position: number; duration: number | null }) {
      const known = duration !== null && duration > 0
      navigator.mediaSession.setPositionState(
        known
          ? { duration, playbackRate: rate, position: Math.min(Math.max(0, position), duration) }
          : {},
      )
    }
    tell(useClock.getState())
    return useClock.subscribe(tell)
  }, [rate])

  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    const entries = Object.entries(handlers) as [MediaSessionAction, MediaSessionActionHandler][]
    for (const [action, handler] of entries) listenFor(action, handler)
    return () => {
      for (const [action] of entries) listenFor(action, null)
    }
  }, [])
}

/** Browsers that do not know an action throw. */
function listenFor(action: MediaSessionAction, handler: MediaSessionActionHandler | null) {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // This browser has no such key.
  }
}
