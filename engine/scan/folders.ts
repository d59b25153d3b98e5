import type { Folder, ScanProgress } from '../../contract/folder.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import {
  addFolder,
  type FolderRow,
  forgetIgnored,
  getFolder,
  type IgnoredFiles,
  ignoredFiles,
  listFolders,
  removeFolder,
  repointFolder,
  setFolderTradition,
  setIgnoreRules,
} from '../library/folders.ts'
import { readIgnoreRules } from './ignore-rules.ts'
import { createScanQueue, type ScanParts } from './scan-queue.ts'
import { type FolderWatch, type WatchOptions, watchFolder } from './watch-folder.ts'

/** The music folders as a whole: rows, scans and watching. */
export interface Folders {
  list(): Folder[]
  /** Adds a folder, watches it and starts scanning it. Problems: see addFolder. */
  add(path: string): Promise<Folder>
  /** Problem: not-found. */
  remove(id: number): Promise<{ tracks: number }>
  /** Problems: see repointFolder. */
  repoint(id: number, path: string): Promise<{ found: number; missing: number }>
  /** Problem: not-found. */
  setTradition(id: number, tradition: Tradition | null): Folder
  /** What such rules would ignore of the files that are known. Problems: not-found, invalid-input. */
  tryIgnore(id: number, rules: string): IgnoredFiles
  /** Forgets what the rules ignore and scans for what they no longer do. Problems: not-found, invalid-input. */
  setIgnore(id: number, rules: string): Promise<{ ignored: number }>
  /** Asks for a scan of one folder, or of all; answers how many. Problem: not-found. */
  scan(id?: number): { folders: number }
  cancelScan(): { cancelled: boolean }
  /** Scans the folders whose files or places a retry wants read again. */
  reread(retry: { readonly folderIds: readonly number[] }): void
  progress(): ScanProgress[]
  /** Resolves when no scan runs or waits. */
  idle(): Promise<void>
  /** Stops watching and scanning, keeping what was read. */
  close(): Promise<void>
}

export interface FolderOptions {
  /** False leaves folders alone until a scan is asked for. */
  readonly follow?: boolean
  readonly watch?: WatchOptions
}

/** Starts following every folder, and brings the library up to date with each. */
export function openFolders(parts: ScanParts & FolderOptions): Folders {
  const { db, announcer } = parts
  const queue = createScanQueue(parts)
  const watches = new Map<number, FolderWatch>()

  function watch({ id, path }: { id: number; path: string }): void {
    if (parts.follow === false) return
    watches.set(
      id,
      watchFolder(
        path,
        {
          onChanged: (places) => queue.request(id, places),
          onPresence: (present) => queue.setState(id, present ? 'ready' : 'missing'),
          onMode: () => announcer.changed('folders'),
        },
        parts.watch,
      ),
    )
  }

  async function unwatch(id: number): Promise<void> {
    await watches.get(id)?.close()
    watches.delete(id)
  }

  function toFolder(row: FolderRow): Folder {
    return {
      ...row,
      state: queue.state(row.id),
      watch: watches.get(row.id)?.mode() ?? 'off',
    }
  }

  for (const folder of listFolders(db)) watch(folder)

  return {
    list: () => listFolders(db).map(toFolder),
    async add(path) {
      const folder = await addFolder(db, path)
      watch(folder)
      queue.request(folder.id, null)
      return toFolder(folder)
    },
    async remove(id) {
      getFolder(db, id)
      await unwatch(id)
      await queue.forget(id)
      const removed = await removeFolder(db, id)
      announcer.changed('folders', 'tracks', 'problems')
      return removed
    },
    async repoint(id, path) {
      const result = await repointFolder(db, id, path)
      await unwatch(id)
      await queue.forget(id)
      watch(getFolder(db, id))
      announcer.changed('folders', 'tracks')
      return result
    },
    setTradition(id, tradition) {
      setFolderTradition(db, id, tradition)
      announcer.changed('folders', 'tracks', 'tags')
      return toFolder(getFolder(db, id))
    },
    tryIgnore(id, rules) {
      getFolder(db, id)
      return ignoredFiles(db, id, readIgnoreRules(rules))
    },
    async setIgnore(id, rules) {
      const ignores = readIgnoreRules(rules)
      getFolder(db, id)
      await queue.forget(id)
      setIgnoreRules(db, id, rules)
      const ignored = ignores ? await forgetIgnored(db, id, ignores) : 0
      queue.request(id, null)
      announcer.changed('folders', 'tracks', 'problems')
      return { ignored }
    },
    scan(id) {
      const folders = id === undefined ? listFolders(db) : [getFolder(db, id)]
      for (const folder of folders) queue.request(folder.id, null)
      return { folders: folders.length }
    },
    cancelScan: () => ({ cancelled: queue.cancel() }),
    reread({ folderIds }) {
      for (const id of folderIds) queue.request(id, null)
    },
    progress: () => queue.progress(),
    async idle() {
      await Promise.all([...watches.values()].map(({ ready }) => ready))
      await queue.idle()
    },
    async close() {
      await Promise.all([...watches.keys()].map(unwatch))
      await queue.close()
    },
  }
}
