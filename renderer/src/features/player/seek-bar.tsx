import './seek-bar.css'
import { type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'
import { transport, useClock } from './clock.ts'
import { usePractice } from './practice-store.ts'
import { degreeName, pitchAt } from './sounding-note.ts'
import { seekBy } from './transport-actions.ts'
import { useTrackMode } from './use-track-mode.ts'
import { useWaveform } from './use-waveform.ts'
import { Waveform } from './waveform.tsx'

interface SeekBarProps {
  trackId: number | null
  /** Seconds; what the library knows, until the audio element knows better. */
  duration: number | null
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

/** Where the track is: a slider over its waveform, which shows the loop and, at the pointer, the time and the note. */
export function SeekBar({ trackId, duration: known }: SeekBarProps) {
  const { t } = useTranslation()
  const { position, duration: measured } = useClock()
  const [dragged, setDragged] = useState<number | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const peaks = useWaveform(trackId)
  const loop = usePractice((state) => state.loop)

  const duration = measured ?? known ?? 0
  const shown = dragged ?? Math.min(position, duration)
  const percent = duration > 0 ? (shown / duration) * 100 : 0

  function point({ currentTarget, clientX }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect()
    setPointed(width > 0 ? Math.min(1, Math.max(0, (clientX - left) / width)) : null)
  }

  function settle() {
    if (dragged === null) return
    transport.seek(dragged)
    useClock.setState({ position: dragged })
    setDragged(null)
  }

  return (
    <div className="seek" dir="ltr">
      <span className="seek-time number">{formatDuration(shown)}</span>
      <div
        className={peaks ? 'seek-track seek-over-waveform' : 'seek-track'}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        {peaks && <Waveform peaks={peaks} played={percent / 100} />}
        {loop && duration > 0 && (
          <div
            className="seek-loop"
            style={{
              left: `${(loop.from / duration) * 100}%`,
              right: `${(1 - (loop.to ?? duration) / duration) * 100}%`,
            }}
          />
        )}
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
          disabled={trackId === null}
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
        {pointed !== null && trackId !== null && duration > 0 && (
          <PointedTime share={pointed} seconds={pointed * duration} />
        )}
      </div>
      <span className="seek-time number">{formatDuration(duration)}</span>
    </div>
  )
}

/** The time under the pointer, and the note that the melody has there. */
function PointedTime({ share, seconds }: { share: number; seconds: number }) {
  const { analysis, likely } = useTrackMode(true)
  const pitch = analysis ? pitchAt(analysis.contour, seconds) : null
  const name = pitch === null || !likely ? null : degreeName(likely.degrees, pitch)
  return (
    <span className="seek-pointed number" style={{ left: `${share * 100}%` }} aria-hidden="true">
      {[formatDuration(seconds), name].filter(Boolean).join(' · ')}
    </span>
  )
}
