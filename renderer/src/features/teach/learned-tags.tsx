import { useTranslation } from 'react-i18next'
import type { HeadSummary } from '../../../../contract/head.ts'
import { formatCount, formatDecimal, formatPercent } from '../../format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

/** Every tag that a head of several tells apart, and how well it does. */
export function LearnedTags({ head }: { head: HeadSummary | undefined }) {
  const { t } = useTranslation()
  const used = head?.versions.find(({ version }) => version === head.version)
  if (!used)
    return (
      <EmptyState icon="teach" title={t('teach.noRanking')}>
        <p>{t('teach.noTagsHint')}</p>
      </EmptyState>
    )
  return (
    <section className="ranking learned" aria-labelledby="learned-title">
      <h2 id="learned-title">{t('teach.learnedTags')}</h2>
      <table className="learned-table">
        <thead>
          <tr>
            <th scope="col">{t('teach.tag')}</th>
            <th scope="col">{t('teach.examples')}</th>
            <th scope="col">{t('teach.rocAuc')}</th>
            <th scope="col">{t('teach.saidFrom')}</th>
          </tr>
        </thead>
        <tbody>
          {used.tags.map(({ vocabulary, tag, name, positives, rocAuc, threshold }) => (
            <tr key={`${vocabulary}/${tag}`}>
              <th scope="row">{name}</th>
              <td className="number">{formatCount(positives)}</td>
              <td className="number">{rocAuc === null ? '–' : formatDecimal(rocAuc, 2)}</td>
              <td className="number">
                {threshold === null
                  ? t('teach.abstains')
                  : t('percent', { value: formatPercent(threshold) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
