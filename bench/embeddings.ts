import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddingsFormat } from '../contract/embeddings.ts'
import { openEmbeddings } from '../engine/embeddings/open-embeddings.ts'
import { engineEntries } from '../engine/host/entries.ts'
import { openLibrary } from '../engine/library/database.ts'
import { seededRandom } from '../engine/random.ts'

const model = {
  ...{ modelId: 'made', name: 'Made', layers: 2, hiddenSize: 16, randomWeights: false },
}
const formats: readonly EmbeddingsFormat[] = ['parquet', 'npy']
const host = new URL('../engine/host-cli.ts', import.meta.url).href

/** Steps that each have a process, so that the memory is that of one alone. */
const steps = {
  /** Tracks with means in one library, and the same tracks without in another. */
  make(root: string, tracks: number): void {
    const random = seededRandom(1)
    const { db, close } = openLibrary(join(root, 'full'))
    const track = db.prepare(
      "INSERT INTO track (id, identity, title, artist, album, duration, added_at) VALUES (?, ?, ?, 'Somebody', 'Something', 240, 0)",
    )
    db.transaction(() => {
      for (let id = 1; id <= tracks; id++) track.run(id, Buffer.from(`${id}`), `Track ${id}`)
    })()
    db.pragma('wal_checkpoint(TRUNCATE)')
    mkdirSync(join(root, 'empty'))
    copyFileSync(join(root, 'full/library.sqlite'), join(root, 'empty/library.sqlite'))
    db.prepare("INSERT INTO model VALUES ('made', 'Made', 2, 16, 0, '', 0)").run()
    const heard = db.prepare(
      `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
       VALUES (?, 'made', 'quick', 12, 'cpu', 'made', 1, ?)`,
    )
    db.transaction(() => {
      for (let id = 1; id <= tracks; id++)
        heard.run(
          id,
          new Uint8Array(Float16Array.from({ length: 32 }, () => random.between(-1, 1)).buffer),
        )
    })()
    close()
  },
  export: (root: string, _tracks: number, format: EmbeddingsFormat) =>
    work(join(root, 'full'), (embeddings) =>
      embeddings.export({ folder: join(root, `export-${format}`), format, contents: ['means'] }),
    ),
  import: (root: string, _tracks: number, format: EmbeddingsFormat) => {
    const data = join(root, `into-${format}`)
    mkdirSync(data)
    copyFileSync(join(root, 'empty/library.sqlite'), join(data, 'library.sqlite'))
    return work(data, (embeddings) =>
      embeddings.import({ folder: join(root, `export-${format}`), windows: false }),
    )
  },
}
type Step = keyof typeof steps

/** Export or import from beginning to end. */
async function work(
  dataFolder: string,
  begin: (embeddings: ReturnType<typeof openEmbeddings>) => void,
): Promise<object> {
  const { db, close } = openLibrary(dataFolder)
  const ended = Promise.withResolvers<void>()
  let longest = 0
  let last = performance.now()
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 1)
    last = performance.now()
  }, 1)
  const before = process.memoryUsage.rss()
  const startedAt = performance.now()
  const embeddings = openEmbeddings({
    ...{ db, library: 'bench', quickWindows: () => 12, windowsFolder: join(dataFolder, 'windows') },
    ...{ tableWorker: engineEntries(host).tableWorker, currentId: () => undefined },
    model: () => model,
    computeWindows: () => Promise.reject(new Error('no windows are exported')),
    onProgress: ({ state, message }) => {
      if (state === 'done') ended.resolve()
      else if (state !== 'running') ended.reject(new Error(message))
    },
    onStored: () => {},
    onImported: () => {},
  })
  begin(embeddings)
  await ended.promise
  clearInterval(watch)
  const { means } = embeddings.progress()
  close()
  return {
    rows: means,
    seconds: Math.round(performance.now() - startedAt) / 1000,
    longestPauseMs: Math.round(longest),
    mbBefore: Math.round(before / 1e6),
    mbAtMost: Math.round(process.resourceUsage().maxRSS / 1e3),
  }
}

async function inProcess(step: Step, root: string, tracks: number, format: EmbeddingsFormat) {
  const child = fork(import.meta.filename, [step, root, String(tracks), format])
  const told = once(child, 'message').then(([figures]) => figures as object)
  const exited = once(child, 'exit')
  const lost = exited.then(([code]) => {
    throw new Error(`The process that should ${step} ended with ${code}.`)
  })
  lost.catch(() => {})
  const figures = await Promise.race([told, lost])
  await exited
  return figures
}

async function measure(tracks: number): Promise<object> {
  const root = mkdtempSync(join(tmpdir(), 'naghma-bench-embeddings-'))
  try {
    await inProcess('make', root, tracks, 'npy')
    const figures: { [what: string]: object | number } = {
      libraryMb: Math.round(statSync(join(root, 'full/library.sqlite')).size / 1e6),
    }
    for (const format of formats)
      figures[format] = {
        export: await inProcess('export', root, tracks, format),
        import: await inProcess('import', root, tracks, format),
      }
    return figures
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Means of 100,000 tracks, `full` of 1,000,000, out of a library and into another; and of a tenth, to see what grows. */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const tracks = full ? 1_000_000 : 100_000
  return { [tracks / 10]: await measure(tracks / 10), [tracks]: await measure(tracks) }
}

if (import.meta.main) {
  const [step = '', root = '', tracks, format] = process.argv.slice(2)
  const figures = await steps[step as Step](root, Number(tracks), format as EmbeddingsFormat)
  process.send?.(figures ?? {}, () => process.disconnect())
}
