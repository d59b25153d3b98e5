import { mkdtemp, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type { EmbeddingsContent, EmbeddingsFormat } from '../../contract/embeddings.ts'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import {
  describeFiles,
  fixedSettings,
  type Manifest,
  manifestBasis,
  type TableManifest,
  tableFiles,
  writeManifest,
} from './manifest.ts'
import { type Row, type Table, vectorBytes } from './table.ts'

export interface PagesContext {
  signal: AbortSignal
  /** A track of so many rows cannot be had; the others go on. */
  onFailure(failure: { title: string; message: string }, rows: number): void
}

/** The rows of one content, read a few at a time. */
export interface ExportSource {
  content: EmbeddingsContent
  table: Table
  /** Rows there should be. */
  total: number
  pages(context: PagesContext): Iterable<Row[]> | AsyncIterable<Row[]>
  /** What the rows that are left will take; null while nothing tells. */
  secondsLeft?(): number | null
  /** The export of all rows is there. */
  complete?(): Promise<void>
}

export interface ExportInput extends PagesContext {
  folder: string
  format: EmbeddingsFormat
  sources: readonly ExportSource[]
  facts: Pick<Manifest, 'library' | 'model'> & { quickWindows: number }
  /** Told after each page. */
  onRows(source: ExportSource, rows: number): void
}

/** Room that is left on the disk for everybody else, and for the columns of a row, bytes. */
const SPARE_BYTES = 8 * 1024 * 1024
const COLUMN_BYTES = 512

/**
 * Writes an export beside its folder, then renames: the folder is there when all of it is, and nothing of it when it
 * failed or was cancelled. Problems: `invalid-input`, `disk-full`, those of `ioProblem`; rejects when `signal` aborts.
 */
export async function exportEmbeddings(input: ExportInput): Promise<void> {
  const { folder } = input
  try {
    await refuseUnusable(folder)
    await refuseFull(folder, input.sources)
    const unfinished = await mkdtemp(join(dirname(folder), `.${basename(folder)}.part-`))
    try {
      await writeAll(unfinished, input)
      input.signal.throwIfAborted()
      await rmdir(folder).catch(() => {})
      await rename(unfinished, folder)
      for (const source of input.sources) await source.complete?.()
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
  } catch (error) {
    if (isProblem(error) || input.signal.aborted) throw error
    throw ioProblem(error, `${folder} could not be written`, 'folder')
  }
}

async function writeAll(folder: string, input: ExportInput): Promise<void> {
  const { format, facts } = input
  const devices = new Set<string>()
  const tables: Manifest['tables'] = {}
  for (const source of input.sources)
    tables[source.content] = await writeTable(folder, source, input, devices)
  await writeManifest(folder, {
    ...manifestBasis,
    createdAt: new Date().toISOString(),
    library: facts.library,
    files: format,
    model: facts.model,
    devices: [...devices],
    settings: { ...fixedSettings, quickWindows: facts.quickWindows },
    tables,
  })
}

async function writeTable(
  folder: string,
  source: ExportSource,
  { format, signal, onRows, onFailure }: ExportInput,
  devices: Set<string>,
): Promise<TableManifest> {
  const { table } = source
  const device = table.columns.findIndex(({ name }) => name === 'device')
  const writer = await tableFiles[format].create(folder, table)
  let rows = 0
  let names: string[]
  try {
    for await (const page of source.pages({ signal, onFailure })) {
      signal.throwIfAborted()
      for (const { cells } of page) if (device >= 0) devices.add(String(cells[device]))
      await writer.append(page)
      rows += page.length
      onRows(source, page.length)
    }
    names = await writer.finish()
  } finally {
    await writer.close()
  }
  const { dtype, parts, width } = table.vector
  return {
    rows,
    vector: { dtype, parts: [...parts], width },
    files: await describeFiles(folder, names, signal),
  }
}

async function refuseUnusable(folder: string): Promise<void> {
  if (!isAbsolute(folder))
    throw problem('invalid-input', 'Give the whole path of the folder.', { field: 'folder' })
  const holds = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  if (holds.length > 0)
    throw problem(
      'invalid-input',
      `${folder} is not empty. Give a folder that is not there yet; nothing is written over.`,
      { field: 'folder' },
    )
  await stat(dirname(folder))
}

async function refuseFull(folder: string, sources: readonly ExportSource[]): Promise<void> {
  const needed = sources.reduce(
    (sum, { table, total }) => sum + total * (vectorBytes(table.vector) + COLUMN_BYTES),
    SPARE_BYTES,
  )
  const { bavail, bsize } = await statfs(dirname(folder))
  if (needed > bavail * bsize)
    throw problem(
      'disk-full',
      `The export needs ${gigabytes(needed)}, and the disk has ${gigabytes(bavail * bsize)} free. Free some space, or export fewer tracks.`,
      { field: 'folder' },
    )
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
