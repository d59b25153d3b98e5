import './tune.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TuneProgress } from '../../../../contract/tune.ts'
import { engine } from '../../client.ts'
import { formatCount, formatSpan } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { TimeLeft } from '../progress/time-left.tsx'
import { useStatusUpdate } from '../progress/use-status-update.ts'
import { Section } from '../settings/section.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { WholeNumberField } from '../settings/whole-number-field.tsx'
import { Int8Setting } from './int8-setting.tsx'
import { tuneSeconds } from './tune-seconds.ts'
import { TuneTable } from './tune-table.tsx'

const fewest = 12
const most = 500
const usual = 40

/** Finds out on a sample of the library which cheaper ways to analyse it are good enough. */
export function TuneSection() {
  const { t } = useTranslation()
  const tune = useStatus((status) => status.tune)
  const hasModel = useStatus((status) => status.model.model !== null)
  const rate = useStatus(
    ({ device }) =>
      device.verdicts.find(({ provider }) => provider === device.chosen)?.windowsPerSecond ?? null,
  )
  const present = useStatus((status) => status.tracks - status.missingTracks) ?? 0
  const { settings, change } = useSettings()
  const [tracks, setTracks] = useState(usual)
  const update = useStatusUpdate()
  if (!tune || !settings) return null
  const { state, result } = tune
  const running = state === 'running'
  const sample = Math.min(tracks, Math.max(fewest, present))
  const seconds = tuneSeconds(sample, result, rate ?? null)

  function press() {
    const call = running ? engine.tune.cancel() : engine.tune.start({ tracks })
    void update(call.then((answered) => ({ tune: answered })))
  }

  return (
    <Section title={t('tune.name')} words={t('tune.words')}>
      <WholeNumberField
        label={t('tune.tracks')}
        description={
          seconds === null
            ? t('tune.lasts', { count: sample })
            : t('tune.lastsTime', { count: sample, time: formatSpan(seconds) })
        }
        least={fewest}
        most={most}
        value={tracks}
        isDisabled={running}
        onChange={setTracks}
      />
      <div className="tune-run">
        <Button icon={running ? 'close' : 'play'} isDisabled={!hasModel} onPress={press}>
          {t(running ? 'tune.cancel' : result ? 'tune.again' : 'tune.start')}
        </Button>
        {!hasModel && <span className="small soft">{t('tune.needsModel')}</span>}
        {running && <Running tune={tune} />}
        {state === 'failed' && (
          <p className="field-error" role="alert">
            {t('tune.failed', { message: tune.message })}
          </p>
        )}
      </div>
      {result && <TuneTable result={result} settings={settings} onChange={change} />}
      <Int8Setting
        result={result?.int8 ?? null}
        isOn={settings.int8}
        onChange={(int8) => void change({ int8 })}
      />
    </Section>
  )
}

function Running({ tune: { done, total, secondsLeft, message } }: { tune: TuneProgress }) {
  const { t } = useTranslation()
  return (
    <div className="tune-running">
      <ProgressBar label={t('progress.tuning')} fraction={total === 0 ? null : done / total} />
      <p className="small number clip">
        {t('progress.stepsOf', { done: formatCount(done), total: formatCount(total) })}
        <TimeLeft seconds={secondsLeft} />
        {message && <span className="soft"> · {message}</span>}
      </p>
    </div>
  )
}
