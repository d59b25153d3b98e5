import './loop-handles.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTenths } from '../../format.ts'
import { type Loop, withEnd } from './loop.ts'
import { setLoop } from './practice-store.ts'
import { SeekHint } from './seek-hint.tsx'
import { useNoteNames } from './use-note-names.ts'

const ends = ['from', 'to'] as const
/** Seconds by which keys move, besides the arrows. */
const steps: { [key: string]: number } = { PageUp: 1, PageDown: -1 }
/** Seconds by which the arrows move. */
const step = 0.1

interface LoopHandlesProps {
  loop: Loop
  /** Seconds; more than 0. */
  duration: number
}

/** The loop on the seek bar: its two ends are sliders, and it is heard anew when one of them is let go. */
export function LoopHandles({ loop, duration }: LoopHandlesProps) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<Loop | null>(null)
  const [focused, setFocused] = useState<keyof Loop | null>(null)
  const noteAt = useNoteNames(focused !== null || dragged !== null)
  const shown = dragged ?? loop
  const places = { from: shown.from, to: shown.to ?? duration }

  function settle() {
    if (dragged) setLoop(dragged)
    setDragged(null)
  }

  return (
    <>
      <div
        className="loop-part"
        style={{
          left: `${(places.from / duration) * 100}%`,
          right: `${(1 - places.to / duration) * 100}%`,
        }}
      />
      {ends.map((end) => {
        const note = noteAt(places[end])
        const move = (seconds: number) => setDragged(withEnd(shown, end, seconds, duration))
        const place = formatTenths(places[end])
        return (
          <input
            key={end}
            type="range"
            className={`loop-handle loop-${end}`}
            aria-label={t(`practice.ends.${end}`)}
            aria-valuetext={note ? t('player.placeOn', { place, note }) : place}
            min={0}
            max={duration}
            step={step}
            value={places[end]}
            onChange={(event) => move(event.target.valueAsNumber)}
            onKeyDown={(event) => {
              const by = steps[event.key]
              if (by === undefined) return
              event.preventDefault()
              move(places[end] + by)
            }}
            onPointerUp={settle}
            onPointerCancel={settle}
            onKeyUp={settle}
            onFocus={({ target }) => setFocused(target.matches(':focus-visible') ? end : null)}
            onBlur={() => {
              settle()
              setFocused(null)
            }}
          />
        )
      })}
      {focused && (
        <SeekHint seconds={places[focused]} duration={duration} note={noteAt(places[focused])} />
      )}
    </>
  )
}
