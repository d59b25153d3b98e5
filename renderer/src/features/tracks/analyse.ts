import type { Depth } from '../../../../contract/track.ts'
import { engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { i18n } from '../../locales/i18n.ts'
import { navigate } from '../../route.ts'
import { toast } from '../../ui/toast.tsx'

/** Queues tracks (all of them when none are named) for analysis, and says what came of it. */
export async function analyse(trackIds: readonly number[] | undefined, depth?: Depth) {
  try {
    const { queued } = await engine.analysis.start({
      ...(trackIds ? { trackIds: [...trackIds] } : {}),
      ...(depth ? { depth } : {}),
    })
    toast({
      title: queued === 0 ? i18n.t('analyse.nothing') : i18n.t('analyse.queued', { count: queued }),
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
