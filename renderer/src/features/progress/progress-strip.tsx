import './progress.css'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { Attention } from '../tracks/attention.tsx'
import { AnalysisLine } from './analysis-line.tsx'
import { Announcer } from './announcer.tsx'
import { DeviceLine } from './device-line.tsx'
import { DownloadLine } from './download-line.tsx'
import { HeadLines } from './head-lines.tsx'
import { ModelLine } from './model-line.tsx'
import { ScanLine } from './scan-line.tsx'
import { TuneLine } from './tune-line.tsx'
import { useHeadWork } from './use-head-work.ts'

/** What is being done, one line for each job; absent while nothing is. */
export function ProgressStrip() {
  return (
    <>
      <Lines />
      <Announcer />
      <Attention />
    </>
  )
}

function Lines() {
  const { t } = useTranslation()
  const heads = useHeadWork()
  const jobs = useStatus(({ scans, analysis, model, download, device, tune }) => ({
    scans,
    download: download.state === 'none' ? null : download,
    model: model.state === 'converting' ? model : null,
    device: device.state === 'trying' ? { trying: device.trying } : null,
    tune: tune.state === 'running' ? tune : null,
    analyses: [analysis.mode, analysis.sound].filter(
      ({ state, waiting }) => state !== 'idle' || waiting !== null,
    ),
  }))
  if (!jobs) return null
  const { scans, download, model, device, tune, analyses } = jobs
  const one = download ?? model ?? device ?? tune ?? heads
  if (!one && scans.length + analyses.length === 0) return null
  return (
    <section className="strip" aria-label={t('progress.name')}>
      {scans.map((scan) => (
        <ScanLine key={scan.folderId} scan={scan} />
      ))}
      {download && <DownloadLine download={download} />}
      {model && <ModelLine model={model} />}
      {device && <DeviceLine trying={device.trying} />}
      {tune && <TuneLine tune={tune} />}
      {analyses.map((progress) => (
        <AnalysisLine key={progress.kind} analysis={progress} />
      ))}
      {heads && <HeadLines work={heads} />}
    </section>
  )
}
