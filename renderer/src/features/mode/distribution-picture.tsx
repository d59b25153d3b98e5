import './pictures.css'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWidth } from '../../ui/use-width.ts'
import type { NamedPitch } from './peaks.ts'
import { areaPath, linePath, octave, xOf } from './pitch-axis.ts'
import { placeLabels } from './place-labels.ts'

interface Shown {
  name: string
  /** 160 bins from the tonic of the picture. */
  distribution: readonly number[]
}

interface DistributionPictureProps {
  /** What the picture shows, in words: its text alternative. */
  words: string
  area: Shown
  line?: Shown | undefined
  /** Above the tonic of the picture; they name places of its axis. */
  degrees?: readonly NamedPitch[]
}

const height = 220
const axisHeight = 24
const labelLine = 16
const labelRows = 3
/** Cents from one number of the axis to the next, where there is room for it. */
const wideStep = 100
const narrowStep = 200

/** How often each pitch sounds within the octave above the tonic: one distribution as an area, another as a line. */
export function DistributionPicture(props: DistributionPictureProps) {
  const { words, area, line, degrees = [] } = props
  const { t } = useTranslation()
  const box = useRef<HTMLElement>(null)
  const width = useWidth(box)
  const named = useMemo(() => {
    const ends = degrees.flatMap((degree) =>
      degree.cents < 1 ? [degree, { ...degree, cents: octave }] : [degree],
    )
    return placeLabels(
      ends.map(({ cents, name }) => ({ at: xOf(cents, width), text: name })),
      labelRows,
      width,
    )
  }, [degrees, width])
  const top =
    named.length === 0 ? 6 : (1 + Math.max(...named.map(({ row }) => row))) * labelLine + 6
  const size = { width, height: height - top }
  const foot = height
  const step = width < 560 ? narrowStep : wideStep
  const numbers = Array.from({ length: octave / step + 1 }, (_, n) => n * step)
  return (
    <figure ref={box} className="picture">
      <svg width={width} height={height + axisHeight} role="img" aria-label={words}>
        {/* Before it is laid out there is no place for anything. */}
        {width > 0 &&
          named.map(({ at, middle, text, row }) => (
            <g key={`${at} ${text}`} className="picture-degree">
              <line x1={at} x2={at} y1={(row + 1) * labelLine + 2} y2={foot} />
              <text x={middle} y={(row + 1) * labelLine - 3} textAnchor="middle">
                {text}
              </text>
            </g>
          ))}
        <g transform={`translate(0 ${top})`}>
          <path className="picture-area" d={areaPath(area.distribution, size)} />
          <path className="picture-edge" d={linePath(area.distribution, size)} />
          {line && <path className="picture-line" d={linePath(line.distribution, size)} />}
        </g>
        <line className="picture-axis" x1={0} x2={width} y1={foot} y2={foot} />
        {numbers.map((cents) => (
          <text
            key={cents}
            className="picture-number"
            x={xOf(cents, width)}
            y={foot + 17}
            textAnchor="middle"
          >
            {cents}
          </text>
        ))}
      </svg>
      <figcaption className="picture-legend small soft">
        <span className="legend-area">{area.name}</span>
        {line && <span className="legend-line">{line.name}</span>}
        <span>{t('picture.axis')}</span>
      </figcaption>
    </figure>
  )
}
