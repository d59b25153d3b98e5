import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup } from '../../contract/library.ts'

/** Where backups lie when no other folder is named. */
export function backupsFolder(dataFolder: string): string {
  return join(dataFolder, 'backups')
}

const two = (number: number) => String(number).padStart(2, '0')

/** `2026-11-25`, by the clock of this computer. */
export function dayOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** `2026-11-25-180402`, by the clock of this computer. */
export function momentOf(at: Date): string {
  return `${dayOf(at)}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`
}

export function dailyName(at: Date): string {
  return `library-${dayOf(at)}.sqlite`
}

export function askedName(at: Date): string {
  return `library-${momentOf(at)}.sqlite`
}

/** The name under which the library goes on, in its data folder, when a backup takes its place. */
export function setAsideName(at: Date): string {
  return `library.before-restore-${momentOf(at)}.sqlite`
}

/** A copy that is not finished, or whose making was killed. */
export function partialName(name: string): string {
  return `${name}.partial`
}

const inBackups: readonly (readonly [RegExp, Backup['kind']])[] = [
  [/^library-\d{4}-\d\d-\d\d\.sqlite$/, 'daily'],
  [/^library-\d{4}-\d\d-\d\d-\d{6}\.sqlite$/, 'asked'],
]
const inDataFolder: readonly (readonly [RegExp, Backup['kind']])[] = [
  [/^library\.before-restore-[\d-]+\.sqlite$/, 'before-restore'],
  [/^library\.before-\d+\.sqlite$/, 'before-update'],
]

/** Every copy of the library that lies with it, the latest first, by name and date alone. */
export function listBackups(dataFolder: string): Backup[] {
  return [
    ...listFolder(backupsFolder(dataFolder), inBackups),
    ...listFolder(dataFolder, inDataFolder),
  ].sort((a, b) => b.at - a.at)
}

function listFolder(folder: string, kinds: typeof inBackups): Backup[] {
  return namesIn(folder).flatMap((name) => {
    const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
    const path = join(folder, name)
    const found = kind && statSync(path, { throwIfNoEntry: false })
    return found ? [{ path, kind, at: found.mtimeMs, bytes: found.size }] : []
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
