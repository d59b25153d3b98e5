import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '..')

export interface Served {
  /** The address with the token. */
  url: string
  process: ChildProcess
  /** What it wrote on standard error so far. */
  errors(): string
  /** Ends it, kindly at first. */
  stop(): Promise<void>
}

/** Starts the served host and waits until it is open. */
export async function startServed(dataFolder: string, args: readonly string[]): Promise<Served> {
  const command = [join(root, 'engine/host-cli.ts'), '--data', dataFolder, 'serve', ...args]
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: root },
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Naghma is open at (\S+)/.exec(line)?.[1]
    if (!url) continue
    child.stdout.resume()
    return { url, process: child, errors: () => errors, stop: () => stop(child) }
  }
  throw new Error(`Naghma ended before it was open. ${errors}`)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await exited
  clearTimeout(timer)
}

/** The end of a process that is to end by itself: its exit code, or the signal that ended it. */
export async function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (!hasEnded(child)) await once(child, 'exit')
  return child.exitCode ?? child.signalCode
}

/** Ids of the processes of one kind that a host has started. Reads /proc, so on Linux only. */
export async function childrenOf(host: ChildProcess, kind: 'media' | 'inference') {
  const ids: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const [status, command] = await Promise.all([
        readFile(`/proc/${entry}/status`, 'utf8'),
        readFile(`/proc/${entry}/cmdline`, 'utf8'),
      ])
      if (status.includes(`PPid:\t${host.pid}\n`) && command.includes(`${kind}-process`))
        ids.push(Number(entry))
    } catch {
      // It ended meanwhile.
    }
  }
  return ids
}

/** Whether a process of this id runs. */
export function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
