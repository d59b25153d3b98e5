import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'

const prefix = 'naghma-'
const engineSocketName = 'engine.sock'

/**
 * A new folder for local sockets that only this user may enter (the paths of sockets are short, so the data folder
 * will not do); null on Windows, where named pipes have no folder. Problems: `disk-full`, `permission-denied`,
 * `io-error`.
 */
export async function makeSocketFolder(): Promise<string | null> {
  if (process.platform === 'win32') return null
  try {
    return await mkdtemp(join(tmpdir(), prefix))
  } catch (error) {
    throw ioProblem(error, `No folder for sockets could be made in ${tmpdir()}`)
  }
}

/** Removes the socket folder of an engine that was killed, by the path of its socket. */
export async function removeStaleSocketFolder(socket: string): Promise<void> {
  const folder = dirname(socket)
  if (!basename(folder).startsWith(prefix) || basename(socket) !== engineSocketName) return
  await removeSocketFolder(folder)
}

export async function removeSocketFolder(folder: string | null): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true })
}

/** Where the engine listens for other hosts: in the socket folder, or a named pipe. */
export function engineSocket(folder: string | null): string {
  return folder === null
    ? `\\\\.\\pipe\\naghma-${randomBytes(16).toString('hex')}`
    : join(folder, engineSocketName)
}
