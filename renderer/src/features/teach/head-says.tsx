import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HeadPrediction } from '../../../../contract/head.ts'
import { queries } from '../../client.ts'
import { formatPercent } from '../../format.ts'
import { useHeadTagName } from './use-head-tag-name.ts'

/** What one head says of its likeliest tags is enough. */
const mostTags = 3

/** What each head says of a track, side by side, and which of it counts. */
export function HeadSays({ trackId }: { trackId: number }) {
  const { t } = useTranslation()
  const predictions = useQuery(queries.head.predictions.queryOptions({ input: { trackId } })).data
  if (!predictions || predictions.length === 0) return null
  return (
    <section className="tag-group" aria-labelledby="head-says-title">
      <h3 id="head-says-title" className="small soft">
        {t('teach.headsSay')}
      </h3>
      <ul>
        {predictions.map((prediction) => (
          <OneHead key={prediction.headId} prediction={prediction} />
        ))}
      </ul>
    </section>
  )
}

function OneHead({ prediction }: { prediction: HeadPrediction }) {
  const { t } = useTranslation()
  const nameOf = useHeadTagName()
  const { name, version, origin, pinned, tags } = prediction
  return (
    <li className="tag-line">
      <div className="tag-words">
        <p className="tag-head">
          <span className="tag-name">{name}</span>
          <span className="user-word">
            {t(origin === 'pack' ? 'teach.fromPack' : 'teach.taughtVersion', { version })}
            {pinned && ` · ${t('teach.pinned')}`}
          </span>
        </p>
        <ul className="small">
          {tags.slice(0, mostTags).map((tag) => (
            <li key={`${tag.vocabulary}/${tag.tag}`} className={tag.said ? '' : 'soft'}>
              {t(tag.said ? (tag.told ? 'teach.saysCounts' : 'teach.says') : 'teach.saysNot', {
                name: nameOf(tag),
                percent: formatPercent(tag.probability),
              })}
            </li>
          ))}
        </ul>
      </div>
    </li>
  )
}
