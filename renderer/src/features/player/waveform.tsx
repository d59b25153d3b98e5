import './waveform.css'
import { useMemo, useRef } from 'react'
import { useWidth } from '../../ui/use-width.ts'
import { waveformPath } from './waveform-path.ts'

/** Pixels of one bar with its gap. */
const barWidth = 3

interface WaveformProps {
  peaks: Uint8Array
  /** What has been played, 0..1. */
  played: number
}

/** How loud the track is from beginning to end: a picture behind the slider that says the same in words. */
export function Waveform({ peaks, played }: WaveformProps) {
  const box = useRef<HTMLDivElement>(null)
  const bars = Math.min(peaks.length, Math.max(1, Math.floor(useWidth(box) / barWidth)))
  const path = useMemo(() => waveformPath(peaks, bars), [peaks, bars])
  const picture = (
    <svg viewBox={`0 0 ${bars} 2`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
  return (
    <div ref={box} className="waveform">
      {picture}
      <div
        className="waveform-played"
        style={{ clipPath: `inset(0 ${((1 - played) * 100).toFixed(2)}% 0 0)` }}
      >
        {picture}
      </div>
    </div>
  )
}
