import { realpath } from 'node:fs/promises'
import type { Folder, ScanProgress } from '../../contract/folder.ts'
import { ioProblem } from '../../contract/io-problem.ts'
import { problem } from '../../contract/problem.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import { type Context, exitCode } from './context.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { clock, count } from './words.ts'

/** The real paths of the given folders; when one cannot be found nothing is begun at all. */
async function findFolders(given: readonly string[]): Promise<string[]> {
  return Promise.all(
    given.map(userPath).map((path) =>
      realpath(path).catch((error: unknown) => {
        throw ioProblem(error, `The folder "${path}" cannot be used`, 'folders')
      }),
    ),
  )
}

/** `none` takes back what was set. */
export type FolderTradition = Tradition | 'none'

interface FolderChange {
  tradition?: FolderTradition
  /** Rules in the syntax of .gitignore, in place of those before; `none` alone takes them back. */
  ignore?: string[]
}

/** Says of folders what tradition their music is of, and what of them is ignored. Problems: not-found, invalid-input. */
async function changeFolders(
  { client }: Context,
  paths: readonly string[],
  { tradition, ignore }: FolderChange,
): Promise<void> {
  const rules = ignore?.filter((rule) => rule !== 'none').join('\n')
  for (const { id, path } of await client.folder.list()) {
    if (!paths.includes(path)) continue
    if (tradition)
      await client.folder.setTradition({ id, tradition: tradition === 'none' ? null : tradition })
    if (rules !== undefined) await client.folder.setIgnore({ id, rules })
  }
}

/** Asks for a scan of every folder; a new one is scanned by being added. */
async function scanAll(
  context: Context,
  given: readonly string[],
  change: FolderChange,
): Promise<void> {
  const { client } = context
  const wanted = await findFolders(given)
  const known = await client.folder.list()
  for (const { id } of known) await client.folder.scan({ id })
  const paths = new Set(known.map(({ path }) => path))
  for (const path of wanted) {
    if (paths.has(path)) continue
    paths.add(path)
    await client.folder.add({ path })
  }
  await changeFolders(context, wanted, change)
  if (paths.size === 0)
    throw problem('invalid-input', 'There is no music folder yet. Name one: naghma scan <folder>', {
      field: 'folders',
    })
}

const unfinishedWords = {
  missing: 'cannot be found now; what is known of it stays.',
  unreadable: 'may not be read; what is known of it stays.',
  ready: 'was not scanned to its end.',
  scanning: 'is being scanned.',
} as const satisfies Record<Folder['state'], string>

/** Adds the folders that are new, changes those named, scans all, and waits for the end. */
export async function scan(
  context: Context,
  paths: readonly string[],
  change: FolderChange,
): Promise<number> {
  if ((change.tradition || change.ignore) && paths.length === 0)
    throw problem('invalid-input', 'Name the folders that this is said of.', { field: 'folders' })
  const { client, json } = context
  const line = progressLine('Scanning', json)
  const scans = new Map<number, ScanProgress>()
  const sum = (pick: (scan: ScanProgress) => number) =>
    [...scans.values()].reduce((n, scan) => n + pick(scan), 0)
  const before = await client.engine.status()
  const startedAt = Date.now()
  let begun = false

  async function isOver(): Promise<boolean> {
    return begun && (await client.folder.list()).every(({ state }) => state !== 'scanning')
  }

  const finished = await follow(
    context,
    async () => {
      await scanAll(context, paths, change)
      begun = true
      return isOver()
    },
    async (event) => {
      if (event.type === 'changed') return event.lists.includes('folders') && isOver()
      if (event.type !== 'scan.progress') return false
      const now = event.progress
      scans.set(now.folderId, now)
      line.show(
        sum(({ read }) => read),
        sum(({ toRead }) => toRead),
        now.phase === 'walking'
          ? `${count(now.found, 'file')} found`
          : `${Math.round(now.filesPerSecond)} files/s, ${clock(now.secondsLeft)} left  ${now.currentFile}`,
      )
      return false
    },
  ).finally(line.end)
  if (!finished) {
    await client.folder.cancelScan()
    return exitCode.interrupted
  }
  const unfinished = (await client.folder.list()).filter(
    ({ scannedAt }) => (scannedAt ?? 0) < startedAt,
  )
  for (const { path, state } of unfinished)
    process.stderr.write(`${path} ${unfinishedWords[state]}\n`)
  const after = await client.engine.status()
  const files = sum(({ found }) => found)
  const read = sum(({ read }) => read)
  context.print(
    {
      files,
      read,
      tracks: after.tracks,
      newTracks: after.tracks - before.tracks,
      missingTracks: after.missingTracks,
      problems: after.problems,
      unfinished: unfinished.map(({ path, state }) => ({ path, state })),
    },
    `${count(files, 'file')} seen, ${read.toLocaleString('en')} new or changed. The library has ${count(after.tracks, 'track')}${after.missingTracks ? `, ${after.missingTracks} of them missing` : ''}${after.problems ? ` and ${count(after.problems, 'problem')} (naghma problems)` : ''}.`,
  )
  if (unfinished.some(({ state }) => state === 'ready')) return exitCode.failed
  return unfinished.length > 0 || after.problems > before.problems
    ? exitCode.withProblems
    : exitCode.done
}
