import { oc } from '@orpc/contract'
import { z } from 'zod'

const path = z.string().min(1).max(32_768)

export const backup = z.object({
  path: z.string(),
  /**
   * `daily` and `asked`: made of the library, checked. `before-restore`: the library that another was put in place of.
   * `before-update`: its copy before a newer Naghma changed its layout.
   */
  kind: z.enum(['daily', 'asked', 'before-restore', 'before-update']),
  /** When it was written last. Milliseconds UTC. */
  at: z.number(),
  bytes: z.int(),
})
export type Backup = z.infer<typeof backup>

export const backupProgress = z.object({
  state: z.enum(['none', 'copying', 'checking']),
  /** Of the copying, 0..1; null while the end cannot be told. */
  fraction: z.number().nullable(),
})
export type BackupProgress = z.infer<typeof backupProgress>

/** What can be deleted at any time and comes back when it is needed. */
export const cacheName = z.enum(['similar', 'playback', 'peaks', 'datasets', 'windows'])
export type CacheName = z.infer<typeof cacheName>
const cache = z.object({ name: cacheName, bytes: z.int(), files: z.int() })
export type Cache = z.infer<typeof cache>

export const libraryContract = {
  /**
   * Copies the whole library into one dated file of a folder (its own `backups` when none is named) while everything
   * goes on, and checks the copy; answers when it is safely on the disk. Progress comes as events.
   * Problems: not-found, permission-denied, disk-full, io-error, library-damaged, cancelled.
   */
  backup: oc
    .input(z.object({ folder: path.optional() }))
    .output(z.object({ backup, tracks: z.int() })),
  cancelBackup: oc.output(z.object({ cancelled: z.boolean() })),
  /** What can be restored and lies with the library, the latest first. */
  backups: oc.output(z.array(backup)),
  /**
   * Checks a backup and puts it in place of the library, which is set aside under another name; the engine then opens
   * anew, and every call is refused for a moment. Problems: not-found, library-damaged, library-newer, disk-full,
   * permission-denied, io-error.
   */
  restore: oc.input(z.object({ path })).output(z.object({ tracks: z.int(), setAside: z.string() })),
  caches: oc.output(z.array(cache)),
  /** Empties the caches that are named; answers what there is then. */
  resetCaches: oc
    .input(z.object({ names: z.array(cacheName).min(1).max(10) }))
    .output(z.array(cache)),
}
