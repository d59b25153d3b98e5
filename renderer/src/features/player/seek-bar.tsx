import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'
import { transport, useClock } from './clock.ts'
import { seekBy } from './transport-actions.ts'

interface SeekBarProps {
  /** Seconds; what the library knows, until the audio element knows better. */
  duration: number | null
  isDisabled: boolean
}

/** Seconds by which keys move. Infinity goes to an end. */
const steps: { [key: string]: number } = {
  ArrowRight: 5,
  ArrowUp: 5,
  ArrowLeft: -5,
  ArrowDown: -5,
  PageUp: 30,
  PageDown: -30,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

export function SeekBar({ duration: known, isDisabled }: SeekBarProps) {
  const { t } = useTranslation()
  const { position, duration: measured } = useClock()
  const [dragged, setDragged] = useState<number | null>(null)

  const duration = measured ?? known ?? 0
  const shown = dragged ?? Math.min(position, duration)
  const percent = duration > 0 ? (shown / duration) * 100 : 0

  function settle() {
    if (dragged === null) return
    transport.seek(dragged)
    useClock.setState({ position: dragged })
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
          const by = steps[event.key]
          if (by === undefined) return
          event.preventDefault()
          seekBy(by)
        }}
      />
      <span className="seek-time number">{formatDuration(duration)}</span>
    </div>
  )
}
