import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { startNodeProcess } from '../processes/node-ports.ts'
import type { StartProcess } from '../processes/port.ts'

/**
 * Files that are started by path: processes and threads. `from` is the URL of a host's entry file, which lies in the
 * engine's folder both as source and as built.
 */
export function engineEntries(from: string) {
  const extension = extname(from)
  const entry = (name: string) => new URL(`./${name}${extension}`, from)
  const processes = {
    media: { what: 'media process', url: entry('processes/media-process') },
    inference: { what: 'inference process', url: entry('processes/inference-process') },
  }
  const startProcess: StartProcess = (kind) =>
    startNodeProcess(processes[kind].what, processes[kind].url)
  return { startProcess, similarWorker: entry('similar/similar-worker') }
}

/** The product's version, from package.json two folders above the engine's entry files as built, one as source. */
export function productVersion(from: string): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const found: unknown = JSON.parse(readFileSync(new URL(place, from), 'utf8'))
      if (typeof found === 'object' && found !== null && 'version' in found)
        return String(found.version)
    } catch {
      // Not here: the other place has it.
    }
  }
  return 'unknown'
}
