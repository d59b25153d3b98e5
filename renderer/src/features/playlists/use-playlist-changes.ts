import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Playlist, PlaylistEntry, PlaylistQuery } from '../../../../contract/playlist.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { navigate } from '../../route.ts'
import { toast } from '../../ui/toast.tsx'
import { movedEntries, rearranged } from './entries.ts'
import { type PlaylistChange, remember, underWay, undo } from './history.ts'

/** Everything that changes a playlist: each can be undone, and failures are told. */
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

  function kept({ what, undo, redo }: PlaylistChange): PlaylistChange {
    const change = {
      what,
      undo: () => undo().finally(refresh),
      redo: () => redo().finally(refresh),
    }
    remember(change)
    return change
  }

  function sayWithUndo(change: PlaylistChange) {
    const action = { label: t('undo'), run: () => void undo(change) }
    toast({ title: change.what, action })
  }

  /** Shows the new order at once; the answer of the engine corrects it when it must. */
  function showOrder(id: number, entries: readonly PlaylistEntry[]) {
    cache.setQueryData(queries.playlist.get.queryKey({ input: { id } }), (shown) =>
      shown ? { ...shown, entries: [...entries] } : shown,
    )
  }

  async function arrange(id: number, wanted: readonly number[]) {
    const { entries } = await engine.playlist.get({ id })
    const now = entries.map(({ entryId }) => entryId)
    await engine.playlist.reorder({ id, entryIds: rearranged(now, wanted) })
  }

  function keepMade({ id }: Playlist, what: string) {
    return kept({
      what,
      undo: () => engine.playlist.delete({ id }),
      redo: () => engine.playlist.restore({ id }),
    })
  }

  function appended(id: number, trackIds: readonly number[]) {
    return underWay(async () => {
      const added = await attempt(() => engine.playlist.add({ id, trackIds: [...trackIds] }))
      if (!added) return undefined
      const { entryIds, name } = added
      return kept({
        what: t('playlist.added', { count: trackIds.length, name }),
        undo: () => engine.playlist.removeEntries({ id, entryIds }),
        redo: () => engine.playlist.restoreEntries({ id, entryIds }),
      })
    })
  }

  return {
    keepMade,

    /** Makes a playlist and shows it. The failure is the caller's to tell. */
    async create(input: { name: string; trackIds?: number[]; query?: PlaylistQuery }) {
      const playlist = await engine.playlist.create(input)
      keepMade(playlist, t('playlist.created', { name: playlist.name }))
      await refresh()
      navigate({ page: 'playlist', id: playlist.id })
    },

    /** The failure is the caller's to tell. */
    async rename({ id, name: before }: Playlist, name: string) {
      await engine.playlist.rename({ id, name })
      kept({
        what: t('playlist.renamed', { name }),
        undo: () => engine.playlist.rename({ id, name: before }),
        redo: () => engine.playlist.rename({ id, name }),
      })
      await refresh()
    },

    /** Lets a smart playlist follow another query. The failure is the caller's to tell. */
    async follow({ id, name, query: before }: Playlist, query: PlaylistQuery) {
      await engine.playlist.follow({ id, query })
      if (before)
        kept({
          what: t('playlist.queryChanged', { name }),
          undo: () => engine.playlist.follow({ id, query: before }),
          redo: () => engine.playlist.follow({ id, query }),
        })
      await refresh()
    },

    /** Adds tracks at the end, and offers to show the playlist. */
    async add(id: number, trackIds: readonly number[]) {
      const change = await appended(id, trackIds)
      if (!change) return
      toast({
        title: change.what,
        action: { label: t('playlist.open'), run: () => navigate({ page: 'playlist', id }) },
      })
    },

    /** The same for what was dropped on the playlist: a hand slips more easily than a choice. */
    async drop(id: number, trackIds: readonly number[]) {
      const change = await appended(id, trackIds)
      if (change) sayWithUndo(change)
    },

    delete({ id, name }: Playlist) {
      return underWay(async () => {
        if (!(await attempt(() => engine.playlist.delete({ id })))) return
        sayWithUndo(
          kept({
            what: t('playlist.deleted', { name }),
            undo: async () => {
              await engine.playlist.restore({ id })
              navigate({ page: 'playlist', id })
            },
            redo: () => engine.playlist.delete({ id }),
          }),
        )
      })
    },

    remove(id: number, entries: readonly PlaylistEntry[], keys: ReadonlySet<number>) {
      return underWay(async () => {
        const entryIds = [...keys]
        showOrder(
          id,
          entries.filter((entry) => !keys.has(entry.entryId)),
        )
        if (!(await attempt(() => engine.playlist.removeEntries({ id, entryIds })))) return
        sayWithUndo(
          kept({
            what: t('playlist.removed', { count: keys.size }),
            undo: () => engine.playlist.restoreEntries({ id, entryIds }),
            redo: () => engine.playlist.removeEntries({ id, entryIds }),
          }),
        )
      })
    },

    move(id: number, entries: readonly PlaylistEntry[], keys: ReadonlySet<number>, before: number) {
      return underWay(async () => {
        const moved = movedEntries(entries, keys, before)
        if (moved.every((entry, index) => entry === entries[index])) return
        showOrder(id, moved)
        const earlier = entries.map(({ entryId }) => entryId)
        const later = moved.map(({ entryId }) => entryId)
        if (!(await attempt(() => engine.playlist.reorder({ id, entryIds: later })))) return
        kept({
          what: t('playlist.moved', { count: keys.size }),
          undo: () => arrange(id, earlier),
          redo: () => arrange(id, later),
        })
      })
    },

    /** Answers what is doubted; then nothing was changed. The failure is the caller's to tell. */
    async locate(id: number, { entryId, sought }: PlaylistEntry, trackId: number, anyway: boolean) {
      const located = { id, entryId, trackId }
      const { doubt } = await engine.playlist.locate({ ...located, anyway }).finally(refresh)
      if (!doubt)
        sayWithUndo(
          kept({
            what: t('playlist.located', { title: sought?.title ?? '' }),
            undo: () => engine.playlist.unlocate({ id, entryId }),
            redo: () => engine.playlist.locate({ ...located, anyway: true }),
          }),
        )
      return doubt
    },
  }
}
