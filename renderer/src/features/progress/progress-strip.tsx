import './progress.css'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { AnalysisLine } from './analysis-line.tsx'
import { Announcer } from './announcer.tsx'
import { ModelLine } from './model-line.tsx'
import { ScanLine } from './scan-line.tsx'

/** What is being done, one line for each job; absent while nothing is. */
export function ProgressStrip() {
  const { t } = useTranslation()
  const scans = useStatus((status) => status.scans)
  const analysis = useStatus((status) => status.analysis)
  const model = useStatus((status) => status.model)
  const analysing = analysis
    ? [analysis.mode, analysis.sound].filter(
        ({ state, waiting }) => state !== 'idle' || waiting !== null,
      )
    : []
  const converting = model?.state === 'converting'
  const busy = (scans?.length ?? 0) > 0 || analysing.length > 0 || converting
  return (
    <>
      {busy && (
        <section className="strip" aria-label={t('progress.name')}>
          {scans?.map((scan) => (
            <ScanLine key={scan.folderId} scan={scan} />
          ))}
          {converting && <ModelLine model={model} />}
          {analysing.map((progress) => (
            <AnalysisLine key={progress.kind} analysis={progress} />
          ))}
        </section>
      )}
      <Announcer />
    </>
  )
}
