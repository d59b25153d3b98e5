import { type RefObject, useEffect } from 'react'
import { skip, toggle, usePlayer } from './player-store.ts'

/** Tells the system what plays, and obeys its media keys. */
export function useMediaSession(audio: RefObject<HTMLAudioElement | null>) {
  const track = usePlayer((state) => state.track)
  const playing = usePlayer((state) => state.playing)

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
    const session = navigator.mediaSession
    session.setActionHandler('play', toggle)
    session.setActionHandler('pause', toggle)
    session.setActionHandler('nexttrack', () => void skip(1))
    session.setActionHandler('previoustrack', () => void skip(-1))
    session.setActionHandler('seekto', ({ seekTime }) => {
      if (audio.current && seekTime !== undefined) audio.current.currentTime = seekTime
    })
  }, [audio])
}
