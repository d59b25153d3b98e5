import type { EventEmitter } from 'node:events'
import { join } from 'node:path'
// The plain logger: the one for Electron's main process would listen to the pages as well.
import log from 'electron-log/node.js'
import envPaths from 'env-paths'
import type { Launch } from './launch.ts'

export interface ShellLog {
  info(words: string): void
  warn(words: string): void
  error(words: string): void
}

/** A file that grew beyond this becomes `shell.old.log`. Bytes. */
const LARGEST = 5 * 1024 * 1024

/** Where the logs of a library are: in its data folder, whose usual place is the engine's (engine/host/data-folder.ts). */
export function logsFolder({ dataFolder, demo }: Pick<Launch, 'dataFolder' | 'demo'>): string {
  const root = dataFolder ?? envPaths('naghma', { suffix: '' }).data
  return join(root, demo ? 'demo' : '', 'logs')
}

/** The shell's log, `shell.log` in a folder that is made with the first line. */
export function openShellLog(folder: string): ShellLog {
  const logger = log.create({ logId: 'shell' })
  logger.transports.console.level = false
  Object.assign(logger.transports.file, {
    maxSize: LARGEST,
    resolvePathFn: () => join(folder, 'shell.log'),
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
  } satisfies Partial<typeof logger.transports.file>)
  return {
    info: (words) => logger.info(words),
    warn: (words) => logger.warn(words),
    error: (words) => logger.error(words),
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Writes down what nobody caught, before it is dealt with as always. */
export function logUncaught(shellLog: ShellLog, from: EventEmitter = process): void {
  from.on('uncaughtExceptionMonitor', (error, origin) =>
    shellLog.error(`${origin}: ${wordsOf(error)}`),
  )
  from.on('unhandledRejection', (reason) =>
    shellLog.error(`Unhandled rejection: ${wordsOf(reason)}`),
  )
}
