import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { attend } from '../tracks/attend.ts'
import { failureFromResponse } from './audio-failure.ts'
import { fail, pause, skip, toggle, usePlayer } from './player-store.ts'
import { useMediaSession } from './use-media-session.ts'

/** Tracks that may fail one after another before an unattended queue gives up. */
const patience = 5

export function audioUrl(track: TrackRow, convert: boolean): string {
  return `/track/${track.id}/audio${convert ? '?convert=1' : ''}`
}

/**
 * Makes an audio element play what the player store says. What the browser cannot play is asked for once more,
 * converted; when that fails too, the reason is shown, and a queue that plays by itself goes on.
 */
export function useAudio(audio: RefObject<HTMLAudioElement | null>) {
  const { t } = useTranslation()
  const track = usePlayer((state) => state.track)
  const start = usePlayer((state) => state.start)
  const playing = usePlayer((state) => state.playing)
  const volume = usePlayer((state) => state.volume)
  const failed = useRef(0)
  /** Whether the track has begun to play since it was started. */
  const begun = useRef(false)
  useMediaSession(audio)

  const trackId = track?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new start of the same track starts it anew; its row may change without that
  useEffect(() => {
    const element = audio.current
    if (!element || !track) return
    begun.current = false
    element.src = audioUrl(track, false)
    if (usePlayer.getState().playing) void resume(element)
  }, [audio, trackId, start])

  useEffect(() => {
    const element = audio.current
    if (!element?.src) return
    if (playing) void resume(element)
    else element.pause()
  }, [audio, playing])

  useEffect(() => {
    // Loudness is heard logarithmically; the square comes close enough.
    if (audio.current) audio.current.volume = volume * volume
  }, [audio, volume])

  useEffect(() => {
    const element = audio.current
    if (!element) return

    async function onError() {
      const state = usePlayer.getState()
      if (!element?.error || !state.track) return
      const network = element.error.code === MediaError.MEDIA_ERR_NETWORK
      if (!network && !element.src.includes('convert=1')) {
        const position = element.currentTime
        element.src = audioUrl(state.track, true)
        element.currentTime = position
        if (state.playing) await resume(element)
        return
      }
      const failure = await failureFromResponse(element.src, t('player.cannotPlay'))
      failed.current++
      fail(failure)
      if (state.unattended && failed.current < patience) await skip(1, true)
    }
    async function onEnded() {
      if (!(await skip(1, true))) pause()
    }
    function onPlaying() {
      failed.current = 0
      const { track } = usePlayer.getState()
      if (!track || begun.current) return
      begun.current = true
      attend([track.id], true)
    }

    element.addEventListener('error', onError)
    element.addEventListener('ended', onEnded)
    element.addEventListener('playing', onPlaying)
    return () => {
      element.removeEventListener('error', onError)
      element.removeEventListener('ended', onEnded)
      element.removeEventListener('playing', onPlaying)
    }
  }, [audio, t])

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const control = event.target instanceof Element && event.target.closest(controls)
      if (event.key !== ' ' || control || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      toggle()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** Elements for which the space bar has a meaning of its own. */
const controls =
  'button, input, textarea, select, a, [role="menu"], [role="listbox"], [role="dialog"]'

async function resume(element: HTMLAudioElement) {
  try {
    await element.play()
  } catch (error) {
    // AbortError: another source or a pause came first. Failures of the source itself come as error events.
    if (error instanceof DOMException && error.name === 'NotAllowedError') pause()
  }
}
