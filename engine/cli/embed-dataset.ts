import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Provider } from '../../contract/device.ts'
import { problem } from '../../contract/problem.ts'
import type { Depth } from '../../contract/track.ts'
import { openSqlite } from '../../native/sqlite.ts'
import { lastModel } from '../analysis/embedding-store.ts'
import { type EmbeddedTracks, embedTracks } from '../datasets/embed-tracks.ts'
import type { Dataset } from '../datasets/open-dataset.ts'
import type { SplitWay } from '../datasets/split-tracks.ts'
import type { Aggregation } from '../heads/head.ts'
import { marbleOptions, type TrainingOptions } from '../heads/training-options.ts'
import type { StartProcess } from '../processes/port.ts'
import type { Output } from './context.ts'
import type { DatasetOptions } from './dataset-command.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'

/** What a command that computes without a library is run in. */
export interface LearningHost {
  dataFolder: string
  modelsFolder: string
  startProcess: StartProcess
  version: string
}

/** What training and evaluating have in common. */
export interface LearningOptions extends DatasetOptions {
  model?: string[]
  depth: Depth
  device: 'auto' | Provider
  split: SplitWay
  aggregation: Aggregation
  /** 0 for none. */
  hidden: number
  learner: TrainingOptions['learner']
  epochs: number
  classWeighting?: boolean
  oneOf?: string[]
}

/** Windows of a track at quick depth. */
const QUICK_WINDOWS = 12

export function windowsOf({ depth }: LearningOptions): number | null {
  return depth === 'full' ? null : QUICK_WINDOWS
}

/** As MARBLE probes, but for what was chosen. */
export function trainingOptionsOf(options: LearningOptions): Omit<TrainingOptions, 'seed'> {
  const { aggregation, hidden, learner, epochs, classWeighting = false } = options
  return {
    ...marbleOptions,
    aggregation,
    hidden: hidden || null,
    learner,
    epochs,
    classWeighting,
  }
}

/** The checkpoint that the library used last. Problem: `no-model`. */
function checkpointOfLibrary(dataFolder: string): string {
  const library = join(dataFolder, 'library.sqlite')
  if (existsSync(library)) {
    const db = openSqlite(library, { readonly: true })
    try {
      const last = lastModel(db)
      if (last) return last.path
    } finally {
      db.close()
    }
  }
  throw problem(
    'no-model',
    'There is no model yet. Name a checkpoint with --model, or get one with naghma model get.',
  )
}

/** The means of a dataset's tracks by each model that was named, else by the library's. Problems: those of `embedTracks`. */
export async function embedDataset(
  dataset: Dataset,
  options: LearningOptions,
  { dataFolder, startProcess }: LearningHost,
  { signal, json }: Output,
): Promise<EmbeddedTracks[]> {
  const checkpoints = options.model?.map(userPath) ?? [checkpointOfLibrary(dataFolder)]
  const files = dataset.tracks.map(({ file }) => file)
  const embedded: EmbeddedTracks[] = []
  const line = progressLine('Hearing', json)
  try {
    for (const checkpoint of checkpoints)
      embedded.push(
        await embedTracks(
          {
            ...{ checkpoint, folder: dataset.folder, files, windows: windowsOf(options) },
            compared: checkpoints.length,
          },
          { dataFolder, startProcess, device: options.device, signal, onProgress: line.show },
        ),
      )
  } finally {
    line.end()
  }
  return embedded
}
