import { rm } from 'node:fs/promises'
import type { Backup } from '../../contract/library.ts'
import { dayOf } from './backup-files.ts'

export interface DailyParts {
  isWanted(): boolean
  list(): Backup[]
  make(): Promise<unknown>
  /** Told in words when none could be made. */
  onFailed(words: string): void
}

/** Daily backups that are kept. */
const KEPT = 7
/** The start of Naghma is busy enough. Milliseconds. */
const FIRST_LOOK_MS = 3 * 60_000
const LOOK_EVERY_MS = 30 * 60_000

/**
 * Makes one backup each day that Naghma is used, and keeps the last seven of them; nothing else is removed. Returns
 * what ends that.
 */
export function keepDailyBackups(parts: DailyParts): () => void {
  let failedOn = ''

  async function look(): Promise<void> {
    const today = dayOf(new Date())
    if (!parts.isWanted() || failedOn === today) return
    if (dailies(parts.list()).some(({ at }) => dayOf(new Date(at)) === today)) return
    try {
      await parts.make()
      await removeOld(parts.list())
    } catch (error) {
      failedOn = today
      parts.onFailed(error instanceof Error ? error.message : String(error))
    }
  }

  const first = setTimeout(() => void look(), FIRST_LOOK_MS)
  const again = setInterval(() => void look(), LOOK_EVERY_MS)
  return () => {
    clearTimeout(first)
    clearInterval(again)
  }
}

function dailies(backups: readonly Backup[]): Backup[] {
  return backups.filter(({ kind }) => kind === 'daily')
}

/** Removes daily backups but the latest seven. */
export async function removeOld(backups: readonly Backup[]): Promise<void> {
  const old = dailies(backups)
    .toSorted((a, b) => b.at - a.at)
    .slice(KEPT)
  for (const { path } of old) await rm(path, { force: true })
}
