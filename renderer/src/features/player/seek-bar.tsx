import './seek-bar.css'
import { type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'
import { transport, useClock } from './clock.ts'
import { LoopHandles } from './loop-handles.tsx'
import { usePractice } from './practice-store.ts'
import { SeekHint } from './seek-hint.tsx'
import { seekBy } from './transport-actions.ts'
import { useNoteNames } from './use-note-names.ts'
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

/** Where the track is: a slider over its waveform, which shows the loop and, at the pointer or the focus, the time and the note. */
export function SeekBar({ trackId, duration: known }: SeekBarProps) {
  const { t } = useTranslation()
  const { position, duration: measured } = useClock()
  const [dragged, setDragged] = useState<number | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const [focused, setFocused] = useState(false)
  const noteAt = useNoteNames(focused || pointed !== null)
  const peaks = useWaveform(trackId)
  const loop = usePractice((state) => state.loop)

  const duration = measured ?? known ?? 0
  const shown = dragged ?? Math.min(position, duration)
  const hinted = pointed !== null ? pointed * duration : focused ? shown : null
  const note = focused ? noteAt(shown) : null
  const place = t('player.positionOf', {
    position: formatDuration(shown),
    duration: formatDuration(duration),
  })
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
        <input
          type="range"
          className="range"
          aria-label={t('player.position')}
          aria-valuetext={note ? t('player.placeOn', { place, note }) : place}
          min={0}
          max={Math.max(duration, 0.1)}
          step={0.1}
          value={shown}
          disabled={trackId === null}
          style={{ '--range-fill': `${percent}%` }}
          onChange={(event) => setDragged(event.target.valueAsNumber)}
          onPointerUp={settle}
          onPointerCancel={settle}
          onKeyUp={settle}
          onFocus={({ target }) => setFocused(target.matches(':focus-visible'))}
          onBlur={() => {
            settle()
            setFocused(false)
          }}
          onKeyDown={(event) => {
            const by = steps[event.key]
            if (by === undefined) return
            event.preventDefault()
            seekBy(by)
          }}
        />
        {loop && duration > 0 && <LoopHandles loop={loop} duration={duration} />}
        {hinted !== null && trackId !== null && duration > 0 && (
          <SeekHint seconds={hinted} duration={duration} note={noteAt(hinted)} />
        )}
      </div>
      <span className="seek-time number">{formatDuration(duration)}</span>
    </div>
  )
}
