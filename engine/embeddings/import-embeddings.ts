import { isAbsolute } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { EmbeddingsContent } from '../../contract/embeddings.ts'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { checkFiles, type Manifest, readManifest } from './manifest.ts'
import { readInThread } from './read-in-thread.ts'
import type { Row, Table } from './table.ts'
import { meansTable } from './tables.ts'
import { type MeansTaker, takeMeans } from './take-means.ts'

/** What became of a row. */
export type Taken =
  | { outcome: 'stored'; trackId: number }
  | { outcome: 'unknown' }
  | { outcome: 'kept' }
  | { outcome: 'refused'; title: string; message: string }

export interface ImportInput {
  db: Database
  folder: string
  /** Entry file of the thread that reads tables. */
  tableWorker: URL
  signal: AbortSignal
  /** Told once what the export is of. */
  onBegin(manifest: Manifest, total: number): void
  onTaken(content: EmbeddingsContent, taken: readonly Taken[]): void
}

/** Rows of one transaction: nobody else waits long for it. */
const STEP = 64

/**
 * Takes in an export. Everything is checked before the first row is stored; then what is stored stays, also when the
 * import is cancelled. Problems: those of `embeddings.import`; rejects when `signal` aborts.
 */
export async function importEmbeddings(input: ImportInput): Promise<void> {
  const { folder, signal } = input
  if (!isAbsolute(folder))
    throw problem('invalid-input', 'Give the whole path of the folder.', { field: 'folder' })
  try {
    const manifest = await readManifest(folder)
    const { means } = manifest.tables
    if (!means)
      throw problem('unrecognised-format', `${folder} holds no means that could be imported.`, {
        field: 'folder',
      })
    const taker = takeMeans(input.db, manifest)
    await checkFiles(folder, means, signal)
    input.onBegin(manifest, means.rows)
    const table = {
      ...meansTable(means.vector.parts.length, means.vector.width),
      vector: means.vector,
    }
    await takeTable(table, means.rows, manifest, taker, input)
  } catch (error) {
    if (isProblem(error) || signal.aborted) throw error
    throw ioProblem(error, `${folder} could not be imported`, 'folder')
  }
}

async function takeTable(
  table: Table,
  rows: number,
  manifest: Manifest,
  taker: MeansTaker,
  { db, folder, tableWorker, signal, onTaken }: ImportInput,
): Promise<void> {
  const takeSome = db.transaction((some: readonly Row[]) => some.map((row) => taker(table, row)))
  const task = { format: manifest.files, folder, table, rows }
  for await (const batch of readInThread(tableWorker, task))
    for (let at = 0; at < batch.length; at += STEP) {
      signal.throwIfAborted()
      onTaken(table.name, takeSome(batch.slice(at, at + STEP)))
      await setImmediate()
    }
}
