import { join } from 'node:path'
import log from 'electron-log/node.js'
import type { EngineEvent } from '../../contract/engine.ts'
import { isProblem } from '../../contract/problem.ts'
import type { StartProcess } from '../processes/port.ts'

/** What is worth knowing when something went wrong, without what is in the library. */
export interface EngineLog {
  info(words: string): void
  warn(words: string): void
  error(words: string): void
}

/** A file that grew beyond this becomes `engine.old.log`. Bytes. */
const LARGEST = 5 * 1024 * 1024

export function logsFolder(dataFolder: string): string {
  return join(dataFolder, 'logs')
}

export function engineLogFile(dataFolder: string): string {
  return join(logsFolder(dataFolder), 'engine.log')
}

/** The engine's log in its data folder; readable by its user only. */
export function openEngineLog(dataFolder: string): EngineLog {
  const logger = log.create({ logId: dataFolder })
  logger.transports.console.level = false
  Object.assign(logger.transports.file, {
    maxSize: LARGEST,
    resolvePathFn: () => engineLogFile(dataFolder),
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
  } satisfies Partial<typeof logger.transports.file>)
  return {
    info: (words) => logger.info(words),
    warn: (words) => logger.warn(words),
    error: (words) => logger.error(words),
  }
}

export function errorWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Writes down what nobody caught in this process, before it is dealt with as always; returns what ends that. */
export function logUncaught(engineLog: EngineLog): () => void {
  const write = (error: unknown, origin: string) =>
    engineLog.error(`${origin}: ${errorWords(error)}`)
  process.on('uncaughtExceptionMonitor', write)
  return () => void process.off('uncaughtExceptionMonitor', write)
}

/** Starts processes as before, and writes down how each of them ended, with its last words. */
export function withLoggedEnds(startProcess: StartProcess, engineLog: EngineLog): StartProcess {
  return (kind) => {
    const started = startProcess(kind)
    let asked = false
    started.onClose((reason) => {
      if (!asked) engineLog.warn(`${kind}: ${reason}`)
    })
    return {
      ...started,
      kill: () => {
        asked = true
        started.kill()
      },
    }
  }
}

/** A line for an event that says how things stand; undefined for mere progress, and for what names tracks. */
export function eventWords(event: EngineEvent): string | undefined {
  switch (event.type) {
    case 'notice':
      return event.message
    case 'scan.progress': {
      const { phase, folderId, found, read, problems } = event.progress
      if (phase !== 'done') return undefined
      return `Folder ${folderId} was scanned: ${found} files, ${read} read, ${problems} problems.`
    }
    case 'analysis.progress': {
      const { kind, state, heldBy, total, problems, device, waiting } = event.progress
      return `Analysis of ${kind} is ${state}${heldBy ? ` (${heldBy})` : ''} on ${device}: ${total} tracks, ${problems} problems.${waiting ? ` ${waiting}` : ''}`
    }
    case 'model.progress':
      return `Model ${event.conversion.state}. ${event.conversion.message}`
    case 'download.progress':
      return `Download of the model: ${event.download.state}. ${event.download.message}`
    case 'device.progress': {
      const { state, chosen, fellBack } = event.device
      return `Device ${state}: ${chosen}.${fellBack ? ` ${fellBack}` : ''}`
    }
    default:
      return undefined
  }
}

/** Writes down what the events say, each thing once until it is another. */
export async function logEvents(
  events: AsyncIterable<EngineEvent>,
  engineLog: EngineLog,
): Promise<void> {
  const last = new Map<string, string>()
  for await (const event of events) {
    const words = eventWords(event)
    const key = event.type === 'analysis.progress' ? event.progress.kind : event.type
    if (words === undefined || last.get(key) === words) continue
    last.set(key, words)
    engineLog.info(words)
  }
}

/** Writes down an error of a call that is no problem told to the caller in words. */
export function logCallError(error: unknown, path: readonly string[], engineLog: EngineLog): void {
  const known = isProblem(error) || (error instanceof Error && error.name === 'AbortError')
  if (!known) engineLog.error(`${path.join('.')}: ${errorWords(error)}`)
}
