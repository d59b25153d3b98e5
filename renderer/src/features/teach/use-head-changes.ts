import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HeadSummary, Taught } from '../../../../contract/head.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { toast } from '../../ui/toast.tsx'

/** Everything that changes heads and what is taught: each says what it did, and failures are told. */
export function useHeadChanges() {
  const { t } = useTranslation()
  const cache = useQueryClient()

  async function refresh() {
    const changed = [queries.head, queries.teach]
    await Promise.all(changed.map((part) => cache.invalidateQueries({ queryKey: part.key() })))
  }

  async function attempt(change: () => Promise<unknown>): Promise<boolean> {
    try {
      await change()
      return true
    } catch (error) {
      tellFailure(error)
      return false
    } finally {
      await refresh()
    }
  }

  return {
    /** Uses another version; the one that was used can be had back. */
    async use({ id, version: before }: HeadSummary, version: number) {
      if (!(await attempt(() => engine.head.revert({ id, version })))) return
      const back = () => void attempt(() => engine.head.revert({ id, version: before ?? version }))
      toast({
        title: t('teach.versionUsed', { version }),
        action: before === null ? undefined : { label: t('undo'), run: back },
      })
    },
    pin: ({ id }: HeadSummary, version: number | null) =>
      attempt(() => engine.head.pin({ id, version })),
    remove: ({ id }: HeadSummary, version?: number) =>
      attempt(() => engine.head.remove(version === undefined ? { id } : { id, version })),
    forget: (subject: Taught) => attempt(() => engine.teach.forget(subject)),
    cancel: (subject: Taught) => attempt(() => engine.teach.cancel(subject)),
    /** Learns; why it could not is told where it is learned, which is asked for anew. */
    async learn(subject: Taught) {
      try {
        await engine.teach.train(subject)
      } catch (error) {
        const known = await engine.teach.get(subject).catch(() => undefined)
        if (!known?.failure) tellFailure(error)
      }
      await refresh()
    },
  }
}
