import { useTranslation } from 'react-i18next'
import type { HeadSummary, HeadVersion } from '../../../../contract/head.ts'
import { formatCount, formatDecimal, formatPercent } from '../../format.ts'
import { browseRoute, formatRoute } from '../../route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { everything } from '../browse/filter.ts'
import { vocabularies } from '../tags/terms.ts'
import { useHeadTagName } from './use-head-tag-name.ts'

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
          {used.tags.map((tag) => (
            <LearnedTag key={`${tag.vocabulary}/${tag.tag}`} tag={tag} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function LearnedTag({ tag: learned }: { tag: HeadVersion['tags'][number] }) {
  const { t } = useTranslation()
  const nameOf = useHeadTagName()
  const { tag, positives, rocAuc, threshold } = learned
  const vocabulary = vocabularies.find((one) => one === learned.vocabulary)
  const name = nameOf(learned)
  return (
    <tr>
      <th scope="row">
        {vocabulary ? (
          <a
            href={formatRoute({
              ...browseRoute,
              filter: { ...everything, tags: [{ vocabulary, tag }] },
            })}
          >
            {name}
          </a>
        ) : (
          name
        )}
      </th>
      <td className="number">{formatCount(positives)}</td>
      <td className="number">{rocAuc === null ? '–' : formatDecimal(rocAuc, 2)}</td>
      <td className="number">
        {threshold === null ? (
          <span className="soft">{t('teach.abstains')}</span>
        ) : (
          t('percent', { value: formatPercent(threshold) })
        )}
      </td>
    </tr>
  )
}
