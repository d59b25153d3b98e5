import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processEnvironment } from '../../contract/shell-messages.ts'
import { startNodeProcess } from '../processes/node-ports.ts'
import type { StartProcess } from '../processes/port.ts'

/**
 * What is found by path: files that are started as processes and threads, and the folder of data. `from` is the URL of a host's entry file, which lies in the
 * engine's folder both as source and as built. `resources` is the folder of a packaged application's resources.
 */
export function engineEntries(from: string, resources?: string) {
  const extension = extname(from)
  const entry = (name: string) => new URL(`./${name}${extension}`, from)
  const processes = {
    media: { what: 'media process', url: entry('processes/media-process') },
    inference: { what: 'inference process', url: entry('processes/inference-process') },
    training: { what: 'training process', url: entry('processes/training-process') },
  }
  const startProcess: StartProcess = (kind) =>
    startNodeProcess(processes[kind].what, processes[kind].url, processEnvironment[kind])
  return {
    startProcess,
    similarWorker: entry('similar/similar-worker'),
    backupWorker: entry('backup/backup-worker'),
    tableWorker: entry('embeddings/table-worker'),
    packWorker: entry('teach/pack-worker'),
    modelsFolder: modelsFolder(from, resources),
  }
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

/**
 * The folder `models` that the app brings: beside the engine as source, two folders above its entry files as built,
 * or in `resources` where the desktop application was packaged.
 */
function modelsFolder(from: string, resources: string | undefined): string {
  const places = ['../models', '../../models'].map((place) => fileURLToPath(new URL(place, from)))
  if (resources) places.unshift(`${resources}/models`)
  const found = places.find((place) => existsSync(`${place}/vocabularies`))
  if (!found)
    throw new Error(
      `The folder "models" of Naghma is missing; it was looked for in ${places.join(', ')}.`,
    )
  return found
}
