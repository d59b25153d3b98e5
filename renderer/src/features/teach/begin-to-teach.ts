import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Taught } from '../../../../contract/head.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { toast } from '../../ui/toast.tsx'

/** Begins to teach: what can be chosen, or made, and the tracks that are known to have it. */
export function useBeginToTeach() {
  const { t } = useTranslation()
  const cache = useQueryClient()

  async function mark(tag: TagRef, name: string, trackIds: readonly number[]) {
    const { change, tracks } = await engine.tag.decide({
      trackIds: [...trackIds],
      decisions: [{ vocabulary: tag.vocabulary, tag: tag.tag, state: 'confirmed' }],
    })
    const undo = () => void engine.tag.undo({ change }).catch(tellFailure)
    toast({
      title: t('teach.marked', { count: tracks, shown: formatCount(tracks), name }),
      action: tracks === 0 ? undefined : { label: t('undo'), run: undo },
    })
  }

  /** Leads to the page of what is taught. Answers whether that could begin. */
  async function begin(subject: Taught, name: string, trackIds: readonly number[] = []) {
    const { vocabulary, tag } = subject
    try {
      const teaching = await engine.teach.begin({ vocabulary, tag })
      cache.setQueryData(queries.teach.get.queryKey({ input: { vocabulary, tag } }), teaching)
      if (tag !== null && trackIds.length > 0) await mark({ vocabulary, tag }, name, trackIds)
      navigate({ page: 'teach', subject: { vocabulary, tag } })
      return true
    } catch (error) {
      tellFailure(error)
      return false
    } finally {
      void cache.invalidateQueries({ queryKey: queries.teach.key() })
    }
  }

  /** Makes a tag of the user's own and begins to teach it. */
  async function beginNew(name: string, trackIds: readonly number[]) {
    try {
      const { vocabulary, tag } = await engine.tag.create({ name })
      await cache.invalidateQueries({ queryKey: queries.tag.vocabularies.key() })
      return await begin({ vocabulary, tag }, name, trackIds)
    } catch (error) {
      tellFailure(error)
      return false
    }
  }

  return { begin, beginNew }
}
