import type { Entry } from './entries.ts'
import type { DeletedPlaylist, RemovedEntry } from './playlists.ts'

/** What was removed, deleted and located since the engine started, to be put back. The oldest is forgotten first. */
export interface RemovedBin {
  keepPlaylist(deleted: DeletedPlaylist): void
  takePlaylist(id: number): DeletedPlaylist | undefined
  keepEntries(playlistId: number, removed: readonly RemovedEntry[]): void
  /** Those of the entries that are still known to have been in the playlist. */
  takeEntries(playlistId: number, entryIds: readonly number[]): RemovedEntry[]
  /** An entry as it was before it was located. */
  keepLocated(playlistId: number, before: Entry): void
  takeLocated(playlistId: number, entryId: number): Entry | undefined
}

const MOST_PLAYLISTS = 200
const MOST_ENTRIES = 200_000

export function createRemovedBin(): RemovedBin {
  const playlists = new Map<number, DeletedPlaylist>()
  const entries = new Map<number, RemovedEntry & { playlistId: number }>()
  const located = new Map<number, { playlistId: number; before: Entry }>()
  return {
    keepPlaylist(deleted) {
      playlists.set(deleted.id, deleted)
      forgetOldest(playlists, MOST_PLAYLISTS)
    },
    takePlaylist(id) {
      const deleted = playlists.get(id)
      playlists.delete(id)
      return deleted
    },
    keepEntries(playlistId, removed) {
      for (const entry of removed) entries.set(entry.entryId, { ...entry, playlistId })
      forgetOldest(entries, MOST_ENTRIES)
    },
    takeEntries(playlistId, entryIds) {
      return entryIds.flatMap((entryId) => {
        const entry = entries.get(entryId)
        if (entry?.playlistId !== playlistId) return []
        entries.delete(entryId)
        return [entry]
      })
    },
    keepLocated(playlistId, before) {
      located.set(before.entryId, { playlistId, before })
      forgetOldest(located, MOST_ENTRIES)
    },
    takeLocated(playlistId, entryId) {
      const kept = located.get(entryId)
      if (kept?.playlistId !== playlistId) return undefined
      located.delete(entryId)
      return kept.before
    },
  }
}

function forgetOldest(map: Map<number, unknown>, most: number): void {
  for (const id of map.keys()) {
    if (map.size <= most) return
    map.delete(id)
  }
}
