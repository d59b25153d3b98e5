import { isAbsolute } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { EmbeddingsContent } from '../../contract/embeddings.ts'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { checkFiles, type Manifest, readManifest, type TableManifest } from './manifest.ts'
import { readInThread } from './read-in-thread.ts'
import type { Row, Table } from './table.ts'
import { takeMeans } from './take-means.ts'
import { takeProfiles } from './take-profiles.ts'
import type { Taken, TakeRow } from './take-rows.ts'
import { takeWindows } from './take-windows.ts'

export interface ImportInput {
  db: Database
  folder: string
  /** Keeps the vectors of windows too, which take ten times the room of all else. */
  windows: boolean
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
    const incoming = incomingOf(input, manifest)
    if (incoming.length === 0)
      throw problem(
        'unrecognised-format',
        `${folder} holds neither means nor profiles that could be imported${manifest.tables.windows ? '; its windows are taken when that is asked for' : ''}.`,
        { field: 'folder' },
      )
    for (const { described } of incoming) await checkFiles(folder, described, signal)
    input.onBegin(
      manifest,
      incoming.reduce((sum, { described }) => sum + described.rows, 0),
    )
    for (const one of incoming) await takeTable(one, manifest, input)
  } catch (error) {
    if (isProblem(error) || signal.aborted) throw error
    throw ioProblem(error, `${folder} could not be imported`, 'folder')
  }
}

/** A table that can be taken in. */
interface Incoming {
  described: TableManifest
  table: Table
  take: TakeRow
  /** What became of the last rows that `take` has not told of. */
  finish?: () => Taken[]
}

function incomingOf({ db, windows: wanted }: ImportInput, manifest: Manifest): Incoming[] {
  const { means, profiles, windows } = manifest.tables
  return [
    ...(means ? [{ described: means, ...takeMeans(db, manifest, means) }] : []),
    ...(profiles ? [{ described: profiles, ...takeProfiles(db, profiles) }] : []),
    ...(windows && wanted ? [{ described: windows, ...takeWindows(db, manifest, windows) }] : []),
  ]
}

async function takeTable(
  { described: { rows }, table, take, finish }: Incoming,
  { files: format }: Manifest,
  { db, folder, tableWorker, signal, onTaken }: ImportInput,
): Promise<void> {
  const takeSome = db.transaction((some: readonly Row[]) => some.flatMap(take))
  for await (const batch of readInThread(tableWorker, { format, folder, table, rows }))
    for (let at = 0; at < batch.length; at += STEP) {
      signal.throwIfAborted()
      onTaken(table.name, takeSome(batch.slice(at, at + STEP)))
      await setImmediate()
    }
  if (finish) onTaken(table.name, db.transaction(finish)())
}
