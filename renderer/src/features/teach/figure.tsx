import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { HeadFigure } from '../../../../contract/head.ts'
import { formatCount, formatDecimal } from '../../format.ts'
import { Disclosure } from '../../ui/disclosure.tsx'

/** How far a head can be trusted, as one word. */
export function Level({ figure }: { figure: HeadFigure | null }) {
  const { t } = useTranslation()
  const level = figure?.level ?? 'unknown'
  return <span className={`level level-${level}`}>{t(`teach.level.${level}`)}</span>
}

/** What the level means, as a sentence. */
export function figureWords(t: TFunction, figure: HeadFigure | null): string {
  if (figure === null) return t('teach.levelWords.none')
  const { level, rocAuc } = figure
  if (rocAuc === null || level === 'unknown') return t('teach.levelWords.unknown')
  if (level === 'chance') return t('teach.levelWords.chance')
  // Rounded down: no more is said than was shown.
  return t(`teach.levelWords.${level}`, { times: formatCount(Math.floor(rocAuc * 10)) })
}

/** ROC-AUC with its standard error: "0.84 ± 0.05". */
export function rocAucWords(t: TFunction, { rocAuc, error }: HeadFigure): string | undefined {
  if (rocAuc === null) return undefined
  const value = formatDecimal(rocAuc, 2)
  if (error === null) return value
  return t('teach.plusMinus', { value, error: formatDecimal(error, 2) })
}

interface FigureProps {
  figure: HeadFigure | null
  /** Of a whole vocabulary, not of one tag. */
  whole?: boolean
}

/** The level, what it means, and the number behind it for those who want it. */
export function Figure({ figure, whole = false }: FigureProps) {
  const { t } = useTranslation()
  const number = figure && rocAucWords(t, figure)
  return (
    <section className="card teach-card" aria-labelledby="figure-title">
      <h2 id="figure-title">{t('teach.figureTitle')}</h2>
      <p>
        <Level figure={figure} />{' '}
        {whole && figure?.level === 'chance' ? t('teach.chanceWhole') : figureWords(t, figure)}
      </p>
      {figure && number && (
        <Disclosure title={t('teach.number')} level={3}>
          <dl className="facts figure-facts small">
            <dt>{t('teach.rocAuc')}</dt>
            <dd>
              <span className="number">{number}</span>
              {whole && <span className="figure-note soft">{t('teach.rocAucMean')}</span>}
            </dd>
            <dt>{t('teach.heldOut')}</dt>
            <dd>{t(`teach.apart.${figure.apart ?? 'tracks'}`)}</dd>
            <dt>{t('teach.examples')}</dt>
            <dd className="number">
              {whole
                ? t('teach.examplesWhole', {
                    count: figure.positives,
                    shown: formatCount(figure.positives),
                  })
                : t('teach.examplesWords', {
                    positives: formatCount(figure.positives),
                    negatives: formatCount(figure.negatives),
                    presumed: formatCount(figure.presumed),
                  })}
            </dd>
          </dl>
        </Disclosure>
      )}
    </section>
  )
}
