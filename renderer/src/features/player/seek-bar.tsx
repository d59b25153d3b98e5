import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'

interface SeekBarProps {
  audio: RefObject<HTMLAudioElement | null>
  /** Seconds; what the library knows, until the audio element knows better. */
  duration: number | null
  isDisabled: boolean
}

export function SeekBar({ audio, duration: known, isDisabled }: SeekBarProps) {
  const { t } = useTranslation()
  const [position, setPosition] = useState(0)
  const [measured, setMeasured] = useState<number | null>(null)
  const [dragged, setDragged] = useState<number | null>(null)

  useEffect(() => {
    const element = audio.current
    if (!element) return
    function read() {
      setPosition(element?.currentTime ?? 0)
      setMeasured(Number.isFinite(element?.duration) ? (element?.duration ?? null) : null)
    }
    const events = ['timeupdate', 'durationchange', 'seeked', 'emptied'] as const
    for (const event of events) element.addEventListener(event, read)
    return () => {
      for (const event of events) element.removeEventListener(event, read)
    }
  }, [audio])

  const duration = measured ?? known ?? 0
  const shown = dragged ?? Math.min(position, duration)
  const percent = duration > 0 ? (shown / duration) * 100 : 0

  function settle() {
    if (dragged === null || !audio.current) return
    audio.current.currentTime = dragged
    setPosition(dragged)
    setDragged(null)
  }

  return (
    <div className="seek">
      <span className="seek-time number">{formatDuration(shown)}</span>
      <input
        type="range"
        className="range"
        aria-label={t('player.position')}
        aria-valuetext={t('player.positionOf', {
          position: formatDuration(shown),
          duration: formatDuration(duration),
        })}
        min={0}
        max={Math.max(duration, 0.1)}
        step={0.1}
        value={shown}
        disabled={isDisabled}
        style={{ '--range-fill': `${percent}%` }}
        onChange={(event) => setDragged(event.target.valueAsNumber)}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
        onKeyDown={(event) => {
          const by = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5 }[event.key]
          if (by === undefined || !audio.current) return
          event.preventDefault()
          audio.current.currentTime = Math.min(duration, Math.max(0, position + by))
        }}
      />
      <span className="seek-time number">{formatDuration(duration)}</span>
    </div>
  )
}
