import type { Backup } from '../../contract/library.ts'
import { type Context, exitCode } from './context.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** Copies the library into a folder, and waits until the copy is checked. */
export async function backUp(context: Context, folder: string | undefined): Promise<number> {
  const { client } = context
  const line = progressLine('Copying', context.json)
  let made: { backup: Backup; tracks: number } | undefined
  const finished = await follow(
    context,
    async () => {
      made = await client.library.backup(folder === undefined ? {} : { folder: userPath(folder) })
      return true
    },
    (event) => {
      if (event.type === 'backup.progress' && event.backup.fraction !== null)
        line.show(Math.round(event.backup.fraction * 100), 100, '%')
      return false
    },
  ).finally(line.end)
  if (!finished || !made) {
    await client.library.cancelBackup()
    return exitCode.interrupted
  }
  const { backup, tracks } = made
  context.print(
    { backup, tracks },
    `${count(tracks, 'track')} and all that is known of them are in ${backup.path} (${megabytes(backup.bytes)}).`,
  )
  return exitCode.done
}

const kindWords: Readonly<Record<Backup['kind'], string>> = {
  daily: 'daily',
  asked: 'asked for',
  'before-restore': 'before a restore',
  'before-update': 'before an update',
}

export async function listBackups(context: Context): Promise<number> {
  const backups = await context.client.library.backups()
  context.print(
    { backups },
    backups.length === 0
      ? 'There are no backups yet.'
      : backups
          .map(
            ({ path, kind, at, bytes }) =>
              `${new Date(at).toLocaleString('sv')}  ${kindWords[kind].padEnd(16)}  ${megabytes(bytes).padStart(10)}  ${path}`,
          )
          .join('\n'),
  )
  return exitCode.done
}
