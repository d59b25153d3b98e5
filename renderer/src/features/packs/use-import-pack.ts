import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HeadSummary } from '../../../../contract/head.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { toast } from '../../ui/toast.tsx'

/** Takes a tag pack into the library, and offers to take that back. Throws what `head.import` does. */
export function useImportPack() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.head.key() })

  return async function importPack(path: string): Promise<void> {
    const before = await engine.head.list()
    const head = await engine.head.import({ path })
    toast({
      title: t('pack.imported', { name: head.name }),
      detail: t('pack.importedWords'),
      action: {
        label: t('undo'),
        run: () =>
          void takeBack(
            head,
            before.find(({ id }) => id === head.id),
          )
            .catch(tellFailure)
            .finally(refresh),
      },
    })
    await refresh()
  }
}

/** Removes what an import added: the head, or of one that was there before, the version. */
async function takeBack({ id, versions }: HeadSummary, before: HeadSummary | undefined) {
  const added = versions[0]?.version
  if (!before || before.version === null || added === undefined) {
    await engine.head.remove({ id })
    return
  }
  if (!before.pinned) await engine.head.revert({ id, version: before.version })
  await engine.head.remove({ id, version: added })
}
