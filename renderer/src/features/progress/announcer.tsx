import { useTranslation } from 'react-i18next'
import type { Status } from '../../../../contract/engine.ts'
import { useStatus } from '../../status.ts'
import { useSubjectName } from '../teach/use-subject-name.ts'
import { tenth } from './tenth.ts'
import { useHeadWork } from './use-head-work.ts'
import { useHeldWords } from './use-held-words.ts'

/** Coarse enough to be spoken: it changes when a job begins, waits, ends, or has done another tenth. */
function coarse({ scans, analysis, device, tune }: Status) {
  const read = scans.reduce((sum, scan) => sum + scan.read, 0)
  const toRead = scans.reduce((sum, scan) => sum + scan.toRead, 0)
  return {
    scanning: scans.length > 0,
    scanned: tenth(read, toRead),
    trying: device.state === 'trying' ? device.trying : null,
    tuned: tune.state === 'running' ? tenth(tune.done, tune.total) : null,
    analyses: (['mode', 'sound'] as const).map((kind) => {
      const { state, heldBy, done, total } = analysis[kind]
      return { kind, state, heldBy, done: tenth(done, total) }
    }),
  }
}

/** Speaks progress to screen readers, politely and seldom. */
export function Announcer() {
  const { t } = useTranslation()
  const heldWords = useHeldWords()
  const nameOf = useSubjectName()
  const heads = useHeadWork()
  const progress = useStatus(coarse)
  const words: string[] = []
  if (progress?.scanning) words.push(t('progress.saidScanning', { percent: progress.scanned }))
  if (progress?.trying)
    words.push(t('progress.trying', { device: t(`device.short.${progress.trying}`) }))
  if (progress && progress.tuned !== null)
    words.push(t('progress.saidTuning', { percent: progress.tuned }))
  for (const { kind, state, heldBy, done } of progress?.analyses ?? []) {
    if (state === 'running') words.push(t(`progress.${kind}.said`, { percent: done }))
    if (state === 'paused') words.push(t(`progress.${kind}.paused`))
    if (state === 'held' && heldBy) words.push(t(`progress.${kind}.running`), heldWords(heldBy))
  }
  const learned = heads?.training.find(({ state }) => state === 'training')
  if (learned) words.push(t('progress.learningName', { name: nameOf(learned) }))
  if (heads?.applying) words.push(t('progress.applying'))
  return (
    <p className="visually-hidden" role="status">
      {words.join('. ')}
    </p>
  )
}
