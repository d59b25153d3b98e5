import { oc } from '@orpc/contract'
import { z } from 'zod'
import { tradition } from './vocabulary.ts'

export const folderId = z.int().positive()

const ignoreRules = z.object({ id: folderId, rules: z.string().max(20_000) })

export const folder = z.object({
  id: folderId,
  path: z.string(),
  /**
   * `ready`; `scanning`; `missing` when its root cannot be found (its files keep their state);
   * `unreadable` when the root exists but may not be listed.
   */
  state: z.enum(['ready', 'scanning', 'missing', 'unreadable']),
  /** `watching` live, `polling` where watching cannot work, `off` while missing. */
  watch: z.enum(['watching', 'polling', 'off']),
  /** Tradition of its music where neither file nor user tells; null when not set. */
  tradition: tradition.nullable(),
  /** What of it is left alone: rules in the syntax of .gitignore, one a line; empty when nothing is. */
  ignoreRules: z.string(),
  files: z.int(),
  missingFiles: z.int(),
  addedAt: z.int(),
  scannedAt: z.int().nullable(),
})
export type Folder = z.infer<typeof folder>

export const scanProgress = z.object({
  folderId,
  phase: z.enum(['walking', 'reading', 'done']),
  /** Files seen on disk so far; the final number once `phase` is no longer `walking`. */
  found: z.int(),
  /** New or changed files whose tags must be read. */
  toRead: z.int(),
  read: z.int(),
  problems: z.int(),
  filesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  currentFile: z.string(),
})
export type ScanProgress = z.infer<typeof scanProgress>

export const folderContract = {
  list: oc.output(z.array(folder)),
  /** Adds a folder and starts scanning it. Problems: not-found, permission-denied, folder-overlaps. */
  add: oc.input(z.object({ path: z.string().min(1).max(32_768) })).output(folder),
  /** Forgets the folder and its files. Tracks left without a file stay, as missing, when they were analysed or stand in a playlist. */
  remove: oc.input(z.object({ id: folderId })).output(z.object({ tracks: z.int() })),
  /** Points a folder that moved (other drive letter, other mount) at its new root; files keep their rows. */
  repoint: oc
    .input(z.object({ id: folderId, path: z.string().min(1).max(32_768) }))
    .output(z.object({ found: z.int(), missing: z.int() })),
  /** Says what tradition the music of a folder is of; null takes it back. Problem: not-found. */
  setTradition: oc
    .input(z.object({ id: folderId, tradition: tradition.nullable() }))
    .output(folder),
  /** What such rules would ignore of the files that are known: how many, and the first few. Problems: not-found, invalid-input. */
  tryIgnore: oc
    .input(ignoreRules)
    .output(z.object({ files: z.int(), ignored: z.int(), examples: z.array(z.string()) })),
  /**
   * Forgets the files of a folder that the rules ignore, as `remove` does, and scans it for those that they no longer
   * do. Answers how many were forgotten. Problems: not-found, invalid-input.
   */
  setIgnore: oc.input(ignoreRules).output(z.object({ ignored: z.int() })),
  /** Scans one folder, or all; answers at once, progress comes as events. */
  scan: oc.input(z.object({ id: folderId.optional() })).output(z.object({ folders: z.int() })),
  cancelScan: oc.output(z.object({ cancelled: z.boolean() })),
  /** Sub-folders of a path (the home folder when empty), so that a page in a browser can choose a folder. */
  browse: oc.input(z.object({ path: z.string().max(32_768).default('') })).output(
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), path: z.string() })),
      /** Model checkpoints and other files are listed by name so that a file can be chosen too. */
      files: z.array(z.object({ name: z.string(), path: z.string(), size: z.int() })),
    }),
  ),
}
