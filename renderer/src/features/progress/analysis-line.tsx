import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AnalysisProgress, BothProgress } from '../../../../contract/analysis.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount, formatSpan } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** How far one of the analyses is, and the buttons that stop it without touching the other. */
export function AnalysisLine({ analysis }: { analysis: AnalysisProgress }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { kind, state, done, total, tracksPerMinute, secondsLeft, current, waiting } = analysis
  const paused = state === 'paused'

  async function ask(call: (input: { kind: typeof kind }) => Promise<BothProgress>) {
    try {
      const progress = await call({ kind })
      cache.setQueryData(queries.engine.status.queryKey(), (status) =>
        status ? { ...status, analysis: progress } : status,
      )
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of progress is no group of fields
    <div className="strip-line" role="group" aria-label={t(`progress.${kind}.running`)}>
      <span className="strip-what">{t(`progress.${kind}.${paused ? 'paused' : 'running'}`)}</span>
      <ProgressBar
        label={t(`progress.${kind}.running`)}
        fraction={total === 0 ? null : done / total}
      />
      <span className="strip-numbers number">
        {t('progress.tracksOf', { done: formatCount(done), total: formatCount(total) })}
        {tracksPerMinute !== null && (
          <span className="soft">
            {' · '}
            {t('progress.tracksPerMinute', {
              rate: tracksPerMinute.toFixed(tracksPerMinute < 10 ? 1 : 0),
            })}
          </span>
        )}
        {secondsLeft !== null && !paused && (
          <span className="soft">
            {' · '}
            {t('progress.left', { time: formatSpan(secondsLeft) })}
          </span>
        )}
        {analysis.problems > 0 && (
          <span className="strip-problems">
            {' · '}
            {t('progress.problems', { count: analysis.problems })}
          </span>
        )}
      </span>
      <span className="strip-current clip soft">
        {waiting ??
          [analysis.device, current.map((track) => track.title).join(', ')]
            .filter(Boolean)
            .join(' · ')}
      </span>
      <span className="strip-buttons">
        {state !== 'idle' && (
          <>
            <Button
              variant="quiet"
              onPress={() => void ask(paused ? engine.analysis.resume : engine.analysis.pause)}
              aria-label={t(`progress.${kind}.${paused ? 'resume' : 'pause'}`)}
            >
              {paused ? t('progress.resume') : t('progress.pause')}
            </Button>
            <Button
              variant="quiet"
              onPress={() => void ask(engine.analysis.cancel)}
              aria-label={t(`progress.${kind}.cancel`)}
            >
              {t('cancel')}
            </Button>
          </>
        )}
      </span>
    </div>
  )
}
