import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'
import type { ContourPart } from './contour-path.ts'
import { summarise } from './contour-summary.ts'
import type { NamedPitch } from './peaks.ts'

interface ContourTableProps {
  parts: readonly ContourPart[]
  degrees: readonly NamedPitch[]
}

const seconds = 5

/** What the pictures of a melody say, as a table: its pitches in stretches of five seconds. */
export function ContourTable({ parts, degrees }: ContourTableProps) {
  const { t } = useTranslation()
  const stretches = parts.flatMap((part) => summarise(part, degrees, seconds))
  return (
    <table className="data-table number">
      <thead>
        <tr>
          <th scope="col">{t('picture.time')}</th>
          <th scope="col">{t('picture.mostly')}</th>
          <th scope="col">{t('picture.middle')}</th>
          <th scope="col">{t('picture.lowest')}</th>
          <th scope="col">{t('picture.highest')}</th>
        </tr>
      </thead>
      <tbody>
        {stretches.map(({ from, to, pitches, degrees: names }) => (
          <tr key={from}>
            <th scope="row">{`${formatDuration(from)}–${formatDuration(to)}`}</th>
            <td>{pitches ? names.join(', ') || t('picture.noName') : t('picture.rest')}</td>
            <td>{pitches && Math.round(pitches.middle)}</td>
            <td>{pitches && Math.round(pitches.lowest)}</td>
            <td>{pitches && Math.round(pitches.highest)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
