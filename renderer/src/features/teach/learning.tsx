import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Teaching } from '../../../../contract/head.ts'
import { queries } from '../../client.ts'
import { isProblemCode } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useCommands } from '../commands/registry.ts'
import { analyse } from '../tracks/analyse.ts'
import { useApplying } from './use-applying.ts'
import { useHeadChanges } from './use-head-changes.ts'

/** What it learns from, how far the learning is, and why it failed. */
export function Learning({ teaching }: { teaching: Teaching }) {
  const { t } = useTranslation()
  const { learn, cancel } = useHeadChanges()
  const { state, changes, failure, figure, retrainsAfter, pinned } = teaching
  const busy = state !== 'idle'
  useLearnCommand(busy, () => void learn(subjectOf(teaching)))
  return (
    <section className="card teach-card" aria-labelledby="learning-title">
      <h2 id="learning-title">{t('teach.learning')}</h2>
      <dl className="facts">
        <dt>{t('teach.confirmedCount')}</dt>
        <dd className="number">{formatCount(teaching.confirmed)}</dd>
        <dt>{t('teach.rejectedCount')}</dt>
        <dd className="number">{formatCount(teaching.rejected)}</dd>
        <dt>{t('teach.namedCount')}</dt>
        <dd className="number">{formatCount(teaching.named)}</dd>
      </dl>
      {failure && !busy && <LearningFailure teaching={teaching} />}
      <div aria-live="polite" className="learning-now">
        {busy ? (
          <>
            <p className="small">{t(`teach.state.${state}`)}</p>
            <ProgressBar label={t(`teach.state.${state}`)} fraction={null} />
          </>
        ) : changes > 0 ? (
          <p className="small soft number">
            {t('teach.changes', { count: changes, shown: formatCount(changes) })}{' '}
            {pinned
              ? t('teach.notByItself')
              : changes < retrainsAfter &&
                t('teach.byItself', { shown: formatCount(retrainsAfter) })}
          </p>
        ) : (
          figure && <p className="small soft">{t('teach.upToDate')}</p>
        )}
      </div>
      <Applying />
      <div className="settings-buttons">
        {busy ? (
          <Button onPress={() => void cancel(subjectOf(teaching))}>{t('teach.stop')}</Button>
        ) : (
          <Button
            icon="retry"
            variant={changes > 0 ? 'primary' : 'plain'}
            onPress={() => void learn(subjectOf(teaching))}
          >
            {t(failure ? 'teach.tryAgain' : 'teach.learnNow')}
          </Button>
        )}
      </div>
    </section>
  )
}

function useLearnCommand(isDisabled: boolean, learn: () => void) {
  const { t } = useTranslation()
  const latest = useRef(learn)
  latest.current = learn
  useCommands(
    useMemo(
      () => [
        {
          id: 'teach.learn',
          group: 'teach' as const,
          title: t('teach.learnNow'),
          isDisabled,
          run: () => latest.current(),
        },
      ],
      [t, isDisabled],
    ),
  )
}

function subjectOf({ vocabulary, tag }: Teaching) {
  return { vocabulary, tag }
}

function LearningFailure({ teaching: { failure } }: { teaching: Teaching }) {
  const { t } = useTranslation()
  if (!failure) return null
  const { code, message } = failure
  const title = isProblemCode(code) ? t(`problemCode.${code}`) : t('failure.unknown')
  return (
    <div className={code === 'cancelled' ? 'notice' : 'learning-failure'} role="alert">
      <p className="learning-failure-title">{title}</p>
      <p className="small">{message}</p>
      {code === 'no-model' && (
        <Button onPress={() => navigate({ page: 'settings' })}>{t('teach.toModel')}</Button>
      )}
      {code === 'not-analysed' && (
        <Button icon="similar" onPress={() => void analyse(undefined)}>
          {t('teach.analyse')}
        </Button>
      )}
    </div>
  )
}

/** How far what was learned is applied to the library, and a way to go on where that was cancelled. */
export function Applying() {
  const { t } = useTranslation()
  const progress = useQuery(queries.head.progress.queryOptions()).data
  const { resume } = useApplying()
  if (progress?.cancelled)
    return (
      <div className="notice applying-cancelled">
        <p className="small">
          {t('teach.applyingCancelled')} {t('teach.applyingKept')}
        </p>
        <Button aria-label={t('teach.resumeApplying')} onPress={() => void resume()}>
          {t('progress.resume')}
        </Button>
      </div>
    )
  if (!progress?.applying) return null
  const { done, total } = progress.applying
  return (
    <div className="learning-now">
      <p className="small number">
        {t('teach.applying', { done: formatCount(done), total: formatCount(total) })}
      </p>
      <ProgressBar label={t('teach.applyingName')} fraction={total === 0 ? null : done / total} />
    </div>
  )
}
