import { useTranslation } from 'react-i18next'
import type { TuneProgress } from '../../../../contract/tune.ts'
import { engine } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { TimeLeft } from './time-left.tsx'
import { useStatusUpdate } from './use-status-update.ts'

export function TuneLine({ tune: { done, total, message, secondsLeft } }: { tune: TuneProgress }) {
  const { t } = useTranslation()
  const update = useStatusUpdate()
  return (
    <div className="strip-line">
      <span className="strip-what">{t('progress.tuning')}</span>
      <ProgressBar label={t('progress.tuning')} fraction={total === 0 ? null : done / total} />
      <span className="strip-numbers number">
        {t('progress.stepsOf', { done: formatCount(done), total: formatCount(total) })}
        <TimeLeft seconds={secondsLeft} />
      </span>
      <span className="strip-current clip soft">{message}</span>
      <span className="strip-buttons">
        <Button
          variant="quiet"
          aria-label={t('progress.cancelTuning')}
          onPress={() => void update(engine.tune.cancel().then((tune) => ({ tune })))}
        >
          {t('cancel')}
        </Button>
      </span>
    </div>
  )
}
