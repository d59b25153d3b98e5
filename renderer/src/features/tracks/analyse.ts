import type { AnalysisKind } from '../../../../contract/analysis.ts'
import type { Depth } from '../../../../contract/track.ts'
import { engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { i18n } from '../../locales/i18n.ts'
import { navigate } from '../../route.ts'
import { toast } from '../../ui/toast.tsx'

/** Queues tracks (all of them when none are named) for the analysis of their sound, and says what came of it. */
export function analyse(trackIds: readonly number[] | undefined, depth?: Depth) {
  return start('sound', trackIds, depth)
}

/** Queues tracks (all of them when none are named) to be listened to for their mode. */
export function listen(trackIds: readonly number[] | undefined) {
  return start('mode', trackIds)
}

async function start(kind: AnalysisKind, trackIds?: readonly number[], depth?: Depth) {
  try {
    const { queued } = await engine.analysis.start({
      kind,
      ...(trackIds ? { trackIds: [...trackIds] } : {}),
      ...(depth ? { depth } : {}),
    })
    toast({
      title:
        queued === 0
          ? i18n.t(`analyse.${kind}.nothing`)
          : i18n.t(`analyse.${kind}.queued`, { count: queued }),
    })
  } catch (error) {
    const { code, title, detail } = failureOf(error)
    const action =
      code === 'no-model'
        ? { label: i18n.t('analyse.chooseModel'), run: () => navigate({ page: 'settings' }) }
        : undefined
    toast({ title, detail, tone: 'bad', action })
  }
}
