import { stat } from 'node:fs/promises'
import type { Folder } from '../../contract/folder.ts'
import { type TreeWatcher, watchTree } from '../../native/watch.ts'
import { isNetworkDrive } from '../library/network-drive.ts'
import { changedPlaces } from './changed-places.ts'
import { isIgnored } from './walk.ts'

export interface WatchOptions {
  /** Milliseconds between looks at a folder that cannot be watched live. */
  readonly pollEvery?: number
  /** Milliseconds between looks whether the folder itself is still there. */
  readonly checkEvery?: number
  /** Milliseconds of quiet that end a burst of events. */
  readonly settle?: number
  /** Do not watch live even where it may work. */
  readonly pollOnly?: boolean
}

export interface WatchEvents {
  /** Something changed at these places; anywhere when null, as whenever following begins. */
  onChanged(places: readonly string[] | null): void
  /** The folder went away (false) or is there again (true). */
  onPresence(present: boolean): void
  /** Another way of watching is in force. */
  onMode(mode: Folder['watch']): void
}

export interface FolderWatch {
  /** Resolves when the folder is followed, or known to be away. */
  readonly ready: Promise<void>
  mode(): Folder['watch']
  close(): Promise<void>
}

const MINUTE = 60_000
const LONGEST_BURST = 8

/**
 * Follows one folder: live where the system tells of changes; by asking for a scan now and then on
 * network drives, and where watching fails or its limits are reached; not at all while the folder is
 * away. It comes back by itself.
 */
export function watchFolder(
  folder: string,
  events: WatchEvents,
  options: WatchOptions = {},
): FolderWatch {
  const { pollEvery = 5 * MINUTE, checkEvery = 5000, settle = 500, pollOnly = false } = options
  let mode: Folder['watch'] = 'off'
  let root: string | null = ''
  let watcher: TreeWatcher | null = null
  let pollTimer: NodeJS.Timeout | undefined
  let settleTimer: NodeJS.Timeout | undefined
  let burst = new Set<string>()
  let burstBegan = 0
  let closed = false
  const ready = check()
  let checking = ready
  const checkTimer = setInterval(() => {
    checking = checking.then(check)
  }, checkEvery)
  checkTimer.unref()

  function setMode(next: Folder['watch']): void {
    if (mode === next) return
    mode = next
    events.onMode(next)
  }

  /** Starts, restarts or stops watching as the folder comes, changes or goes. */
  async function check(): Promise<void> {
    const now = await rootIdentity(folder)
    if (closed || now === root) return
    root = now
    await stop()
    if (now === null) {
      setMode('off')
      events.onPresence(false)
      return
    }
    await start()
    if (closed) return stop()
    events.onPresence(true)
    events.onChanged(null)
  }

  async function start(): Promise<void> {
    if (!pollOnly && !isNetworkDrive(folder)) {
      try {
        watcher = await watchTree(folder, take, lost)
        setMode('watching')
        return
      } catch {
        watcher = null
      }
    }
    pollTimer = setInterval(() => events.onChanged(null), pollEvery)
    pollTimer.unref()
    setMode('polling')
  }

  async function stop(): Promise<void> {
    clearInterval(pollTimer)
    clearTimeout(settleTimer)
    burst = new Set()
    const stopping = watcher
    watcher = null
    await stopping?.close().catch(() => {})
  }

  function take(paths: string[]): void {
    if (closed) return
    if (burst.size === 0) burstBegan = Date.now()
    for (const path of paths) burst.add(path)
    clearTimeout(settleTimer)
    const wait = Math.min(settle, Math.max(0, burstBegan + settle * LONGEST_BURST - Date.now()))
    settleTimer = setTimeout(tell, wait)
  }

  function tell(): void {
    const places = changedPlaces(folder, burst, (name) => isIgnored(Buffer.from(name)))
    burst = new Set()
    if (places === null || places.length > 0) events.onChanged(places)
  }

  /** Events were lost, or the watcher broke: look at everything, and watch anew. */
  function lost(): void {
    if (closed) return
    root = ''
    checking = checking.then(check)
  }

  return {
    ready,
    mode: () => mode,
    async close() {
      closed = true
      clearInterval(checkTimer)
      await checking
      await stop()
    },
  }
}

/** Which folder stands at a path: another one after a drive was exchanged; null for none. */
async function rootIdentity(folder: string): Promise<string | null> {
  try {
    const { dev, ino, ...root } = await stat(folder, { bigint: true })
    return (Number(root.mode) & 0o170000) === 0o040000 ? `${dev}:${ino}` : null
  } catch {
    return null
  }
}
