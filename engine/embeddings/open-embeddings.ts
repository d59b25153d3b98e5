import {
  type EmbeddingsContent,
  type EmbeddingsProgress,
  type ExportOptions,
  embeddingsContent,
} from '../../contract/embeddings.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { ComparedModel } from '../similar/compared-models.ts'
import type { ComputeWindows } from '../sound/compute-windows.ts'
import { readModelId } from '../sound/conversion.ts'
import type { ExportSource } from './export-embeddings.ts'
import { someKeptLayers } from './kept-windows.ts'
import type { Manifest } from './manifest.ts'
import { meansSource } from './means-rows.ts'
import { profilesSource } from './profile-rows.ts'
import type { Taken } from './take-rows.ts'
import { windowsSource } from './windows-rows.ts'

export interface EmbeddingsParts {
  db: Database
  /** Version of Naghma. */
  library: string
  quickWindows(): number
  /** Entry file of the thread that reads tables. */
  tableWorker: URL
  /** The model asked for, or the one that tracks are compared by. Problem: `not-found`. */
  model(modelId: string | undefined): ComparedModel | undefined
  currentId(): string | undefined
  /** Where windows are kept until an export of them is complete. */
  windowsFolder: string
  computeWindows: ComputeWindows
  onProgress(progress: EmbeddingsProgress): void
  /** Means of a model were stored. */
  onStored(modelId: string, trackIds: number[]): void
  /** An import has ended, with whatever it stored. */
  onImported(): void
}

/** Embeddings that leave the library and come into it, one work at a time; what became of the last is told until the next. */
export interface Embeddings {
  progress(): EmbeddingsProgress
  /** Problems: `invalid-input` while another work goes on, `not-analysed`, `not-found`. */
  export(options: ExportOptions): EmbeddingsProgress
  /** Problem: `invalid-input` while another work goes on. */
  import(asked: { folder: string; windows: boolean }): EmbeddingsProgress
  cancel(): EmbeddingsProgress
  close(): Promise<void>
}

/** Progress is told at most this often, milliseconds. */
const TELL_EVERY_MS = 250
const MOST_TOLD = 1_000

const nothing: EmbeddingsProgress = {
  state: 'none',
  work: null,
  folder: '',
  content: null,
  done: 0,
  total: 0,
  model: null,
  means: 0,
  profiles: 0,
  windows: 0,
  secondsLeft: null,
  unknown: 0,
  kept: 0,
  refused: 0,
  failures: [],
  code: null,
  message: '',
}

const rowsIn = (taken: readonly Taken[]) => taken.reduce((sum, { rows = 1 }) => sum + rows, 0)

/** The numbers after rows of a content were taken. */
function withTaken(
  state: EmbeddingsProgress,
  content: EmbeddingsContent,
  taken: readonly Taken[],
): Partial<EmbeddingsProgress> {
  const { done, unknown, kept, refused, failures } = state
  const number = (outcome: Taken['outcome']) =>
    rowsIn(taken.filter((one) => one.outcome === outcome))
  const failed = taken.flatMap((one) =>
    one.outcome === 'refused' ? [{ title: one.title, message: one.message }] : [],
  )
  return {
    done: done + rowsIn(taken),
    content,
    [content]: state[content] + number('stored'),
    unknown: unknown + number('unknown'),
    kept: kept + number('kept'),
    refused: refused + failed.length,
    failures: [...failures, ...failed].slice(0, MOST_TOLD),
  }
}

function failure(error: unknown): Partial<EmbeddingsProgress> {
  return {
    state: 'failed',
    code: isProblem(error) ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
  }
}

/** The layers of windows, all or those of what is kept unless told. Problem: `invalid-input`. */
function usableLayers(
  { name, layers }: ComparedModel,
  asked: readonly number[] | undefined,
  kept: readonly number[] | undefined,
): readonly number[] {
  const beyond = asked?.find((layer) => layer >= layers)
  if (beyond !== undefined)
    throw problem(
      'invalid-input',
      `${name} has no layer ${beyond}. Its layers are 0 to ${layers - 1}.`,
      { field: 'layers' },
    )
  if (asked) return [...new Set(asked)]
  return kept ?? Array.from({ length: layers }, (_, layer) => layer)
}

function manifestModel(model: ComparedModel): NonNullable<Manifest['model']> {
  const { modelId, name, layers, hiddenSize, randomWeights } = model
  const { sha256, converter } = readModelId(modelId) ?? { sha256: null, converter: null }
  return { id: modelId, name, sha256, converter, layers, hiddenSize, randomWeights }
}

export function openEmbeddings(parts: EmbeddingsParts): Embeddings {
  const { db } = parts
  let state = nothing
  let running: { controller: AbortController; work: Promise<void> } | undefined
  let toldAt = 0

  function tell(next: Partial<EmbeddingsProgress>, now = true): EmbeddingsProgress {
    state = { ...state, ...next }
    if (now || Date.now() - toldAt >= TELL_EVERY_MS) {
      toldAt = Date.now()
      parts.onProgress(state)
    }
    return state
  }

  function refuseBusy(): void {
    if (!running) return
    throw problem(
      'invalid-input',
      `Another ${state.work} of embeddings goes on. Wait until it is done, or stop it.`,
    )
  }

  function begin(
    first: Partial<EmbeddingsProgress>,
    work: (signal: AbortSignal) => Promise<void>,
  ): EmbeddingsProgress {
    const controller = new AbortController()
    const told = tell({ ...nothing, ...first, state: 'running' })
    async function run(): Promise<void> {
      let end: Partial<EmbeddingsProgress> = { state: 'done' }
      try {
        await work(controller.signal)
      } catch (error) {
        end = controller.signal.aborted ? { state: 'cancelled' } : failure(error)
      }
      running = undefined
      tell({ ...end, content: null, secondsLeft: null })
    }
    running = { controller, work: run() }
    return told
  }

  function shown({ modelId, name }: { modelId: string; name: string }) {
    return { modelId, name, current: modelId === parts.currentId() }
  }

  /** What is asked for and there. */
  function sourcesOf(
    { contents, trackIds, layers }: ExportOptions,
    model: ComparedModel | undefined,
  ): ExportSource[] {
    const open: Record<EmbeddingsContent, () => ExportSource | undefined> = {
      means: () => model && meansSource(db, model, trackIds),
      profiles: () => profilesSource(db, trackIds),
      windows: () => model && windowsOf(model, { trackIds, layers }),
    }
    return embeddingsContent.options.flatMap((content) => {
      const source = contents.includes(content) ? open[content]() : undefined
      return source && source.total > 0 ? [source] : []
    })
  }

  /** Windows of the model in use can be computed, of another one only those that are kept. Problem: `no-model`. */
  function windowsOf(
    model: ComparedModel,
    { trackIds, layers }: Pick<ExportOptions, 'trackIds' | 'layers'>,
  ): ExportSource {
    const isCurrent = model.modelId === parts.currentId()
    const kept = isCurrent ? undefined : someKeptLayers(db, model.modelId)
    if (!isCurrent && !kept)
      throw problem(
        'no-model',
        `The windows of ${model.name} are not kept, and it is not the model in use, which could compute them anew. Choose its checkpoint first (naghma model).`,
      )
    return windowsSource({
      ...{ db, model, trackIds, layers: usableLayers(model, layers, kept) },
      ...{
        cacheFolder: parts.windowsFolder,
        compute: isCurrent ? parts.computeWindows : undefined,
      },
    })
  }

  return {
    progress: () => state,
    export: (options) => {
      refuseBusy()
      const { folder, format } = options
      const model = parts.model(options.modelId)
      const sources = sourcesOf(options, model)
      if (sources.length === 0)
        throw problem(
          'not-analysed',
          'There is nothing to export yet. Analyse the tracks first (naghma analyse, naghma listen).',
        )
      const of = sources.some(({ content }) => content !== 'profiles') ? model : undefined
      const facts = {
        library: parts.library,
        model: of ? manifestModel(of) : null,
        quickWindows: parts.quickWindows(),
      }
      const total = sources.reduce((sum, source) => sum + source.total, 0)
      return begin(
        { work: 'export', folder, total, model: of ? shown(of) : null },
        async (signal) => {
          const { exportEmbeddings } = await import('./export-embeddings.ts')
          await exportEmbeddings({
            ...{ folder, format, sources, facts, signal },
            onRows: ({ content, secondsLeft }, rows) =>
              void tell(
                {
                  ...{ content, done: state.done + rows, [content]: state[content] + rows },
                  secondsLeft: secondsLeft?.() ?? null,
                },
                false,
              ),
            onFailure: (failed, rows) =>
              void tell({
                ...{ done: state.done + rows, refused: state.refused + 1 },
                failures: [...state.failures, failed].slice(0, MOST_TOLD),
              }),
          })
        },
      )
    },
    import: ({ folder, windows }) => {
      refuseBusy()
      return begin({ work: 'import', folder }, async (signal) => {
        const { importEmbeddings } = await import('./import-embeddings.ts')
        await importEmbeddings({
          ...{ db, folder, windows, tableWorker: parts.tableWorker, signal },
          onBegin: ({ model }, total) =>
            void tell({ total, model: model && shown({ modelId: model.id, name: model.name }) }),
          onTaken: (content, taken) => {
            const stored = taken.flatMap((one) => (one.outcome === 'stored' ? [one.trackId] : []))
            if (content === 'means' && stored.length > 0 && state.model)
              parts.onStored(state.model.modelId, stored)
            tell(withTaken(state, content, taken), false)
          },
        }).finally(parts.onImported)
      })
    },
    cancel: () => {
      running?.controller.abort()
      return state
    },
    close: async () => {
      running?.controller.abort()
      await running?.work
    },
  }
}
