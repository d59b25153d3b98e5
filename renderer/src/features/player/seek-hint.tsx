import { formatTenths } from '../../format.ts'

interface SeekHintProps {
  seconds: number
  duration: number
  note: string | null
}

/** Over the seek bar: a time, and the note that the melody has there. The sliders say both in words. */
export function SeekHint({ seconds, duration, note }: SeekHintProps) {
  return (
    <span
      className="seek-hint number"
      style={{ left: `${(seconds / duration) * 100}%` }}
      aria-hidden="true"
    >
      {[formatTenths(seconds), note].filter(Boolean).join(' · ')}
    </span>
  )
}
