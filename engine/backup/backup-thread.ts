import { Worker } from 'node:worker_threads'
import type { BackupProgress } from '../../contract/library.ts'
import { type ProblemCode, problem } from '../../contract/problem.ts'
import type { LibraryCounts } from './check-library.ts'

export interface BackupTask {
  /** The library to copy from, in use with a write-ahead log; null when the copy is there and needs a check only. */
  library: string | null
  copy: string
}

export type FromBackupThread =
  | { type: 'copied'; fraction: number }
  | { type: 'checking' }
  | { type: 'done'; counts: LibraryCounts }
  | { type: 'failed'; code: ProblemCode; message: string }

interface ThreadOptions {
  worker: URL
  onProgress?: ((progress: BackupProgress) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Copies and checks in a thread of its own; aborting ends the thread, wherever it is, and throws `cancelled`. Problems:
 * those of `checkLibrary`, `io-error`.
 */
export function runBackupThread(task: BackupTask, options: ThreadOptions): Promise<LibraryCounts> {
  const { worker, onProgress, signal } = options
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { name: 'backup', workerData: task })
    const abort = () => void thread.terminate()
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    const answers: {
      [Type in FromBackupThread['type']]: (
        message: Extract<FromBackupThread, { type: Type }>,
      ) => void
    } = {
      copied: ({ fraction }) => onProgress?.({ state: 'copying', fraction }),
      checking: () => onProgress?.({ state: 'checking', fraction: null }),
      done: ({ counts }) => resolve(counts),
      failed: ({ code, message }) => reject(problem(code, message)),
    }
    thread.on('message', (message: FromBackupThread) => {
      const answer = answers[message.type] as (message: FromBackupThread) => void
      answer(message)
    })
    thread.on('error', reject)
    thread.on('exit', () => {
      signal?.removeEventListener('abort', abort)
      if (signal?.aborted) reject(problem('cancelled', 'The backup was cancelled.'))
      else reject(problem('io-error', 'The thread that makes backups ended. Try again.'))
    })
  })
}
