import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { EmbeddingsFormat } from '../../contract/embeddings.ts'
import { type ProblemCode, problem } from '../../contract/problem.ts'
import type { Row, Table } from './table.ts'

/** What a thread is to read. */
export interface TableTask {
  format: EmbeddingsFormat
  folder: string
  table: Table
  rows: number
}

/** What it answers each time it is asked for more. */
export type FromTableThread =
  | { type: 'rows'; rows: Row[] }
  | { type: 'end' }
  | { type: 'failed'; code: ProblemCode; message: string }

/** A sound file gives its next rows in a moment; a reader that says nothing for so long never will. Milliseconds. */
const SILENCE_MS = 60_000

/**
 * The rows of a table, read in a thread of its own: what lies in files of others may hold a reader for ever, and the
 * thread is ended then. Problems: those of `TableFiles.read`.
 */
export async function* readInThread(
  worker: URL,
  task: TableTask,
  silenceMs = SILENCE_MS,
): AsyncGenerator<Row[]> {
  const thread = new Worker(worker, { name: 'embeddings', workerData: task })
  try {
    for (;;) {
      const answer = await ask(thread, silenceMs)
      if (answer.type === 'end') return
      if (answer.type === 'failed') throw problem(answer.code, answer.message)
      yield answer.rows
    }
  } finally {
    await thread.terminate()
  }
}

async function ask(thread: Worker, silenceMs: number): Promise<FromTableThread> {
  const over = new AbortController()
  const { signal } = over
  const unreadable = (cause?: unknown) =>
    problem('damaged', 'A file of the export is made so that it cannot be read to its end.', {
      cause,
    })
  try {
    thread.postMessage('next')
    return await Promise.race([
      once(thread, 'message', { signal }).then(([message]) => message as FromTableThread),
      once(thread, 'exit', { signal }).then(() => Promise.reject(unreadable())),
      setTimeout(silenceMs, undefined, { signal }).then(() => Promise.reject(unreadable())),
    ]).catch((error: unknown) => {
      // What ends the thread, such as too little memory, comes as an error of it.
      throw error instanceof Error && 'code' in error && error.code === 'damaged'
        ? error
        : unreadable(error)
    })
  } finally {
    over.abort()
  }
}
