import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TagRef, TagState } from '../../../../contract/tag.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { toast } from '../../ui/toast.tsx'

interface Decision {
  trackIds: readonly number[]
  tags: readonly TagRef[]
  /** What people call them, for the message. */
  name: string
  /** `proposed` takes the user's word back. */
  state: TagState
  /** Other tags of the same vocabulary give way. */
  replace?: boolean
}

/** The user's word on tags; each says what it did, and offers to undo it. */
export function useTagChanges() {
  const { t } = useTranslation()
  const cache = useQueryClient()

  async function refresh() {
    const changed = [queries.tag.summary, queries.mode, queries.browse, queries.track]
    await Promise.all(changed.map((part) => cache.invalidateQueries({ queryKey: part.key() })))
  }

  async function undo(change: number) {
    try {
      await engine.tag.undo({ change })
    } catch (error) {
      tellFailure(error)
    }
    await refresh()
  }

  return async function decide({ trackIds, tags, name, state, replace = false }: Decision) {
    try {
      const { change, tracks } = await engine.tag.decide({
        trackIds: [...trackIds],
        decisions: tags.map(({ vocabulary, tag }) => ({ vocabulary, tag, state })),
        replace,
      })
      const said = replace ? 'replaced' : state
      toast({
        title:
          tracks === 0
            ? t('tagChange.nothing')
            : t(`tagChange.${said}`, { name, count: trackIds.length, shown: formatCount(tracks) }),
        action: tracks === 0 ? undefined : { label: t('undo'), run: () => void undo(change) },
      })
    } catch (error) {
      tellFailure(error)
    }
    await refresh()
  }
}
