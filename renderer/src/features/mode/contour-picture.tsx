import './pictures.css'
import { useRef } from 'react'
import { formatDuration } from '../../format.ts'
import { useWidth } from '../../ui/use-width.ts'
import {
  type ContourPart,
  contourPath,
  degreesWithin,
  type PitchRange,
  timeTicks,
} from './contour-path.ts'
import type { NamedPitch } from './peaks.ts'
import { thinLabels } from './place-labels.ts'

interface ContourPictureProps {
  /** What the picture shows, in words: its text alternative. */
  words: string
  /** Which part of the track it is. */
  caption: string
  part: ContourPart
  /** Of all parts of the track, so that their pictures compare. */
  range: PitchRange
  degrees: readonly NamedPitch[]
}

const height = 230
const axisHeight = 24
const gutter = 84
const lineHeight = 14
/** Px that a time needs on its axis. */
const timeRoom = 70

/** A melody in time: its pitch above the tonic, with a line at each degree of the mode. */
export function ContourPicture(props: ContourPictureProps) {
  const { words, caption, part, range, degrees } = props
  const box = useRef<HTMLElement>(null)
  const width = useWidth(box)
  const end = part.start + part.cents.length * part.hop
  const room = Math.max(1, width - gutter)
  const x = (seconds: number) => gutter + ((seconds - part.start) / (end - part.start)) * room
  const y = (cents: number) =>
    height - ((cents - range.lowest) / (range.highest - range.lowest)) * height
  const lines = degreesWithin(degrees, range)
  const tonicsFirst = lines.toSorted((a, b) => Number(a.cents >= 1) - Number(b.cents >= 1))
  const labels = thinLabels(
    tonicsFirst.map(({ pitch, name }) => ({ at: y(pitch), text: name })),
    lineHeight,
  )
  return (
    <figure ref={box} className="picture">
      <svg width={width} height={height + axisHeight} role="img" aria-label={words}>
        {lines.map(({ pitch, cents }) => (
          <line
            key={pitch}
            className={cents < 1 ? 'picture-tonic' : 'picture-guide'}
            x1={gutter}
            x2={width}
            y1={y(pitch)}
            y2={y(pitch)}
          />
        ))}
        {labels.map(({ at, text }) => (
          <text
            key={at}
            className="picture-number"
            x={gutter - 8}
            y={Math.min(height - 2, Math.max(10, at + 4))}
            textAnchor="end"
          >
            {text}
          </text>
        ))}
        <path className="picture-melody" d={contourPath(part, { x, y, range })} />
        <line className="picture-axis" x1={gutter} x2={width} y1={height} y2={height} />
        {timeTicks(part.start, end, Math.max(2, Math.floor(room / timeRoom))).map((seconds) => (
          <text
            key={seconds}
            className="picture-number"
            x={x(seconds)}
            y={height + 17}
            textAnchor={x(seconds) > width - 20 ? 'end' : 'middle'}
          >
            {formatDuration(seconds)}
          </text>
        ))}
      </svg>
      <figcaption className="picture-legend small soft">{caption}</figcaption>
    </figure>
  )
}
