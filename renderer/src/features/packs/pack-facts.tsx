import './packs.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeadVersion, PackAbout } from '../../../../contract/head.ts'
import { formatCount, formatDecimal } from '../../format.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useHeadTagName } from '../teach/use-head-tag-name.ts'

interface PackFactsProps {
  about: PackAbout
  /** How many tracks it was taught from, and what they were. */
  tracks: number
  description: string
  modelName: string
  /** When it was made, in words. */
  made: string
  tags: HeadVersion['tags']
  children?: ReactNode
}

/** What the maker of a tag pack says of it, its licence first. */
export function PackFacts(props: PackFactsProps) {
  const { about, tracks, description, modelName, made, tags, children } = props
  const { t } = useTranslation()
  const nameOf = useHeadTagName()
  const metrics = Object.entries(about.metrics)
  return (
    <>
      {about.author && <p className="soft">{t('pack.by', { author: about.author })}</p>}
      {about.description && <p className="pack-words">{about.description}</p>}
      <dl className="facts pack-facts">
        <dt>{t('pack.licence')}</dt>
        <dd>
          <Licence licence={about.licence} />
        </dd>
        <dt>{t('pack.taughtFrom')}</dt>
        <dd>
          <span className="number">
            {t('pack.tracks', { count: tracks, shown: formatCount(tracks) })}
          </span>
          {description && <span className="pack-words small soft">{description}</span>}
        </dd>
        <dt>{t('pack.figures')}</dt>
        <dd className="number">
          {metrics.length === 0
            ? t('pack.noFigures')
            : metrics.map(([name, value]) => (
                <span key={name} className="pack-figure">
                  {name === 'rocAuc' ? t('teach.rocAuc') : name} {formatDecimal(value, 2)}
                </span>
              ))}
        </dd>
        <dt>{t('pack.model')}</dt>
        <dd>{modelName}</dd>
        <dt>{t('pack.made')}</dt>
        <dd className="number">{made}</dd>
      </dl>
      {children}
      <Disclosure
        level={3}
        title={t('pack.tags', { count: tags.length, shown: formatCount(tags.length) })}
      >
        <ul className="pack-tags small">
          {tags.map((tag) => (
            <li key={`${tag.vocabulary}/${tag.tag}`}>
              <strong>{nameOf(tag)}</strong>
              <span className="soft number">
                {[
                  t('pack.tracks', { count: tag.positives, shown: formatCount(tag.positives) }),
                  ...(tag.rocAuc === null
                    ? []
                    : [t('teach.rocAucIs', { value: formatDecimal(tag.rocAuc, 2) })]),
                ].join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  )
}

function Licence({ licence: { id, url } }: Pick<PackAbout, 'licence'>) {
  return url === null ? (
    <strong>{id}</strong>
  ) : (
    <a href={url} target="_blank" rel="noreferrer">
      {id}
    </a>
  )
}
