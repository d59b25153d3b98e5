import { useTranslation } from 'react-i18next'
import { formatPercent } from '../../format.ts'
import { signedCents } from './note-name.ts'
import { degreeNear, type NamedPitch, peaksOf } from './peaks.ts'
import { apart } from './pitch-axis.ts'

interface PeakTableProps {
  distribution: readonly number[]
  degrees: readonly NamedPitch[]
}

/** What the picture of a distribution says, as a table: the pitches that sound most. */
export function PeakTable({ distribution, degrees }: PeakTableProps) {
  const { t } = useTranslation()
  return (
    <table className="data-table number">
      <thead>
        <tr>
          <th scope="col">{t('picture.degree')}</th>
          <th scope="col">{t('picture.cents')}</th>
          <th scope="col">{t('picture.fromDegree')}</th>
          <th scope="col">{t('picture.share')}</th>
        </tr>
      </thead>
      <tbody>
        {peaksOf(distribution).map(({ cents, share }) => {
          const degree = degreeNear(cents, degrees)
          return (
            <tr key={cents}>
              <th scope="row">{degree?.name ?? t('picture.noName')}</th>
              <td>{Math.round(cents)}</td>
              <td>{degree ? signedCents(apart(degree.cents, cents)) || '0' : ''}</td>
              <td>{t('percent', { value: formatPercent(share) })}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
