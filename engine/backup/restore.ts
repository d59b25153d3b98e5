import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { copyFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import { partialName, setAsideName } from './backup-files.ts'
import { runBackupThread } from './backup-thread.ts'
import { libraryBytes, refuseWithoutRoom, settleFile, settleFolder } from './disk.ts'

/** What is to be done before the library is opened next; the file is there as long as it is not done. */
const restoreOrder = z.object({
  /** Name that the present library gets, in the data folder. */
  setAside: z.string().regex(/^library\.before-restore-[\d-]+\.sqlite$/),
})

const libraryIn = (dataFolder: string) => join(dataFolder, 'library.sqlite')
const stagedIn = (dataFolder: string) => join(dataFolder, 'library.restoring.sqlite')
const orderIn = (dataFolder: string) => join(dataFolder, 'restore.json')

export interface StageRestore {
  dataFolder: string
  /** The backup, or a library that was set aside. It is only read. */
  path: string
  worker: URL
  signal?: AbortSignal
}

/**
 * Copies a backup beside the library, checks the copy, and leaves the order to put it in its place at the next opening.
 * Nothing else is changed: killed at any moment, either the library is as it was, or the order stands. Problems: those
 * of `library.restore`.
 */
export async function stageRestore({ dataFolder, path, worker, signal }: StageRestore) {
  const staged = stagedIn(dataFolder)
  const partial = partialName(staged)
  const parts = ['', '-journal', '-wal', '-shm'].map((rest) => `${partial}${rest}`)
  const clear = () => Promise.all(parts.map((part) => rm(part, { force: true })))
  try {
    const from = await realpath(path)
    if (from === (await realpath(libraryIn(dataFolder)).catch(() => '')))
      throw problem('invalid-input', 'This is the library that is in use. Choose a backup of it.', {
        field: 'path',
      })
    await refuseWithoutRoom(dataFolder, await libraryBytes(from))
    await clear()
    await copyFile(from, partial)
    // A library that was set aside after its process had died has its last changes in a log.
    for (const rest of ['-wal', '-journal'])
      if (existsSync(`${from}${rest}`)) await copyFile(`${from}${rest}`, `${partial}${rest}`)
    const counts = await runBackupThread({ library: null, copy: partial }, { worker, signal })
    await settleFile(partial)
    await rename(partial, staged)
    const setAside = freeName(dataFolder)
    await writeOrder(dataFolder, { setAside })
    return { tracks: counts.tracks, setAside: join(dataFolder, setAside) }
  } catch (error) {
    await clear().catch(() => {})
    if (isProblem(error)) throw error
    throw ioProblem(error, `The backup ${path} could not be restored`, 'path')
  }
}

/** Names tell seconds: two restores of one second must not meet. */
function freeName(dataFolder: string): string {
  for (let at = Date.now(); ; at += 1_000) {
    const name = setAsideName(new Date(at))
    if (!existsSync(join(dataFolder, name))) return name
  }
}

async function writeOrder(dataFolder: string, order: z.infer<typeof restoreOrder>): Promise<void> {
  const file = orderIn(dataFolder)
  await writeFile(`${file}.new`, JSON.stringify(order), { mode: 0o600 })
  await settleFile(`${file}.new`)
  await rename(`${file}.new`, file)
  await settleFolder(dataFolder)
}

/**
 * Does what an order of `stageRestore` says, or the rest of it when that was interrupted. Called by the holder of the
 * lock before the library is opened. The present library keeps its log, is only renamed, and need not be readable.
 */
export function finishRestore(dataFolder: string): void {
  const order = readOrder(dataFolder)
  if (!order) return
  const library = libraryIn(dataFolder)
  const staged = stagedIn(dataFolder)
  const setAside = join(dataFolder, order.setAside)
  if (existsSync(staged)) {
    // The library itself goes last: as long as it has its name, its logs may still have to follow it.
    for (const rest of ['-wal', '-journal', ''])
      if (existsSync(`${library}${rest}`)) renameSync(`${library}${rest}`, `${setAside}${rest}`)
    rmSync(`${library}-shm`, { force: true })
    renameSync(staged, library)
  } else if (!existsSync(library) && existsSync(setAside)) {
    for (const rest of ['-wal', '-journal', ''])
      if (existsSync(`${setAside}${rest}`)) renameSync(`${setAside}${rest}`, `${library}${rest}`)
  }
  settleNames(dataFolder)
  rmSync(orderIn(dataFolder), { force: true })
}

function readOrder(dataFolder: string): z.infer<typeof restoreOrder> | undefined {
  if (!existsSync(orderIn(dataFolder))) return undefined
  try {
    return restoreOrder.parse(JSON.parse(readFileSync(orderIn(dataFolder), 'utf8')))
  } catch {
    // It is written whole or not at all: what is there is not ours.
    return undefined
  }
}

function settleNames(folder: string): void {
  try {
    const file = openSync(folder, 'r')
    fsyncSync(file)
    closeSync(file)
  } catch {
    // Windows cannot, and need not.
  }
}
