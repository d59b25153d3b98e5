import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { navigate } from '../../route.ts'
import { toast } from '../../ui/toast.tsx'
import { type Entry, movedEntries, runsOf } from './entries.ts'

/** Everything that changes a playlist; failures are told, and what can be undone offers it. */
export function usePlaylistChanges() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.playlist.key() })

  async function attempt<Result>(change: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await change()
    } catch (error) {
      tellFailure(error)
      return undefined
    } finally {
      await refresh()
    }
  }

  /** Shows the new order at once; the answer of the engine corrects it when it must. */
  function showOrder(id: number, entries: readonly Entry[]) {
    cache.setQueryData(queries.playlist.get.queryKey({ input: { id } }), (shown) =>
      shown ? { ...shown, entries: [...entries] } : shown,
    )
  }

  return {
    async add(id: number, trackIds: readonly number[]) {
      const playlist = await attempt(() => engine.playlist.add({ id, trackIds: [...trackIds] }))
      if (!playlist) return
      toast({
        title: t('playlist.added', { count: trackIds.length, name: playlist.name }),
        action: { label: t('playlist.open'), run: () => navigate({ page: 'playlist', id }) },
      })
    },

    /** Adds at the end what was dropped on the playlist, and offers to take it out again. */
    async append(id: number, trackIds: readonly number[]) {
      const added = await attempt(async () => {
        const { name } = await engine.playlist.add({ id, trackIds: [...trackIds] })
        const { entries } = await engine.playlist.get({ id })
        return { name, entryIds: entries.slice(-trackIds.length).map(({ entryId }) => entryId) }
      })
      if (!added) return
      const { name, entryIds } = added
      toast({
        title: t('playlist.added', { count: trackIds.length, name }),
        action: {
          label: t('undo'),
          run: () => void attempt(() => engine.playlist.removeEntries({ id, entryIds })),
        },
      })
    },

    async delete(id: number, name: string, trackIds: readonly number[]) {
      const done = await attempt(() => engine.playlist.delete({ id }))
      if (!done) return
      toast({
        title: t('playlist.deleted', { name }),
        action: {
          label: t('undo'),
          run: () =>
            void attempt(async () => {
              const again = await engine.playlist.create({ name, trackIds: [...trackIds] })
              navigate({ page: 'playlist', id: again.id })
            }),
        },
      })
    },

    async remove(id: number, entries: readonly Entry[], keys: ReadonlySet<number>) {
      const runs = runsOf(entries, keys)
      showOrder(
        id,
        entries.filter((entry) => !keys.has(entry.entryId)),
      )
      const done = await attempt(() => engine.playlist.removeEntries({ id, entryIds: [...keys] }))
      if (!done) return
      toast({
        title: t('playlist.removed', { count: keys.size }),
        action: {
          label: t('undo'),
          run: () =>
            void attempt(async () => {
              for (const { at, trackIds } of runs) await engine.playlist.add({ id, trackIds, at })
            }),
        },
      })
    },

    async move(id: number, entries: readonly Entry[], keys: ReadonlySet<number>, before: number) {
      const moved = movedEntries(entries, keys, before)
      if (moved.every((entry, index) => entry === entries[index])) return
      showOrder(id, moved)
      await attempt(() =>
        engine.playlist.reorder({ id, entryIds: moved.map((entry) => entry.entryId) }),
      )
    },
  }
}
