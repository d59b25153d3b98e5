import { useTranslation } from 'react-i18next'
import type { AnalysisKind, AnalysisProgress } from '../../../../contract/analysis.ts'
import { engine } from '../../client.ts'
import { formatCount, formatDecimal } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { TimeLeft } from './time-left.tsx'
import { useHeldWords } from './use-held-words.ts'
import { useStatusUpdate } from './use-status-update.ts'

/** How far one of the analyses is, and the buttons that stop it without touching the other. */
export function AnalysisLine({ analysis }: { analysis: AnalysisProgress }) {
  const { t } = useTranslation()
  const heldWords = useHeldWords()
  const { kind, state, done, total, tracksPerMinute, current } = analysis
  const paused = state === 'paused'
  const waiting =
    state === 'held' && analysis.heldBy ? heldWords(analysis.heldBy) : analysis.waiting
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
              rate:
                tracksPerMinute < 10
                  ? formatDecimal(tracksPerMinute, 1)
                  : formatCount(Math.round(tracksPerMinute)),
            })}
          </span>
        )}
        {state === 'running' && (
          <TimeLeft seconds={analysis.secondsLeft} guessed={tracksPerMinute === null} />
        )}
        {analysis.problems > 0 && (
          <span className="strip-problems">
            {' · '}
            {t('progress.problems', { count: analysis.problems })}
          </span>
        )}
      </span>
      {waiting === null ? (
        <span className="strip-current clip soft">
          {[analysis.device, current.map((track) => track.title).join(', ')]
            .filter(Boolean)
            .join(' · ')}
        </span>
      ) : (
        <span className="strip-current strip-waiting" title={waiting}>
          {waiting}
        </span>
      )}
      <span className="strip-buttons">
        {state !== 'idle' && <Buttons kind={kind} state={state} />}
      </span>
    </div>
  )
}

/** What a person can do about an analysis in this state. */
const turns = { running: 'pause', paused: 'resume', held: 'anyway' } as const

interface ButtonsProps {
  kind: AnalysisKind
  state: keyof typeof turns
}

function Buttons({ kind, state }: ButtonsProps) {
  const { t } = useTranslation()
  const update = useStatusUpdate()
  const turn = turns[state]
  const ask = (verb: 'pause' | 'resume' | 'cancel') =>
    void update(engine.analysis[verb]({ kind }).then((analysis) => ({ analysis })))
  return (
    <>
      <Button
        variant="quiet"
        onPress={() => ask(turn === 'pause' ? 'pause' : 'resume')}
        aria-label={t(`progress.${kind}.${turn}`)}
      >
        {t(`progress.${turn}`)}
      </Button>
      <Button
        variant="quiet"
        onPress={() => ask('cancel')}
        aria-label={t(`progress.${kind}.cancel`)}
      >
        {t('cancel')}
      </Button>
    </>
  )
}
