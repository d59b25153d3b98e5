import { useTranslation } from 'react-i18next'
import type { HeadProgress } from '../../../../contract/head.ts'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useApplying } from '../teach/use-applying.ts'
import { useSubjectName } from '../teach/use-subject-name.ts'

/** What is being learned, and how far what was learned is applied, with ways to give them up. */
export function HeadLines({ work: { training, applying } }: { work: HeadProgress }) {
  return (
    <>
      {training.length > 0 && <TrainingLine training={training} />}
      {applying && <ApplyingLine applying={applying} />}
    </>
  )
}

/** One is learned at a time; the others wait for it. */
function TrainingLine({ training }: Pick<HeadProgress, 'training'>) {
  const { t } = useTranslation()
  const nameOf = useSubjectName()
  const now = training.find(({ state }) => state === 'training') ?? training[0]
  if (!now) return null
  const { vocabulary, tag } = now
  const name = nameOf({ vocabulary, tag })
  const waiting = training.length - 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of progress is no group of fields
    <div className="strip-line" role="group" aria-label={t('progress.learningName', { name })}>
      <span className="strip-what">{t('progress.learning')}</span>
      <ProgressBar label={t('progress.learningName', { name })} fraction={null} />
      <span className="strip-numbers number">
        {waiting > 0 &&
          t('progress.learningWaits', { count: waiting, shown: formatCount(waiting) })}
      </span>
      <span className="strip-current clip soft">{name}</span>
      <span className="strip-buttons">
        <Button
          variant="quiet"
          aria-label={t('progress.cancelLearning', { name })}
          onPress={() => void engine.teach.cancel({ vocabulary, tag }).catch(tellFailure)}
        >
          {t('cancel')}
        </Button>
      </span>
    </div>
  )
}

function ApplyingLine({ applying }: { applying: NonNullable<HeadProgress['applying']> }) {
  const { t } = useTranslation()
  const { done, total, tracksPerMinute } = applying
  const { cancel } = useApplying()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of progress is no group of fields
    <div className="strip-line" role="group" aria-label={t('progress.applying')}>
      <span className="strip-what">{t('progress.applying')}</span>
      <ProgressBar label={t('progress.applying')} fraction={total === 0 ? null : done / total} />
      <span className="strip-numbers number">
        {t('progress.tracksOf', { done: formatCount(done), total: formatCount(total) })}
        {tracksPerMinute !== null && (
          <span className="soft">
            {' · '}
            {t('progress.tracksPerMinute', { rate: formatCount(Math.round(tracksPerMinute)) })}
          </span>
        )}
      </span>
      <span className="strip-current clip soft">{t('progress.applyingWords')}</span>
      <span className="strip-buttons">
        <Button
          variant="quiet"
          aria-label={t('progress.cancelApplying')}
          onPress={() => void cancel()}
        >
          {t('cancel')}
        </Button>
      </span>
    </div>
  )
}
