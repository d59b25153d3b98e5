import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { toast } from '../../ui/toast.tsx'

/** Ends and resumes applying to the library what was learned; failures are told. */
export function useApplying() {
  const { t } = useTranslation()

  async function resume() {
    await engine.head.resume().catch(tellFailure)
  }

  return {
    resume,
    /** What was judged until now is kept, and it can be gone on with at once or later. */
    async cancel() {
      try {
        const { cancelled } = await engine.head.cancel()
        if (!cancelled) return
        toast({
          title: t('teach.applyingCancelled'),
          detail: t('teach.applyingKept'),
          action: { label: t('progress.resume'), run: () => void resume() },
        })
      } catch (error) {
        tellFailure(error)
      }
    },
  }
}
