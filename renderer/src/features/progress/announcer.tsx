import { useTranslation } from 'react-i18next'
import type { Status } from '../../../../contract/engine.ts'
import { useStatus } from '../../status.ts'
import { tenth } from './tenth.ts'

/** Coarse enough to be spoken: it changes when a job begins, ends, or has done another tenth. */
function coarse({ scans, analysis }: Status) {
  const read = scans.reduce((sum, scan) => sum + scan.read, 0)
  const toRead = scans.reduce((sum, scan) => sum + scan.toRead, 0)
  return {
    scanning: scans.length > 0,
    scanned: tenth(read, toRead),
    analyses: (['mode', 'sound'] as const).map((kind) => {
      const { state, done, total } = analysis[kind]
      return { kind, state, done: tenth(done, total) }
    }),
  }
}

/** Speaks progress to screen readers, politely and seldom. */
export function Announcer() {
  const { t } = useTranslation()
  const progress = useStatus(coarse)
  const words: string[] = []
  if (progress?.scanning) words.push(t('progress.saidScanning', { percent: progress.scanned }))
  for (const { kind, state, done } of progress?.analyses ?? []) {
    if (state === 'running') words.push(t(`progress.${kind}.said`, { percent: done }))
    if (state === 'paused') words.push(t(`progress.${kind}.paused`))
  }
  return (
    <p className="visually-hidden" role="status">
      {words.join('. ')}
    </p>
  )
}
