import { Worker } from 'node:worker_threads'
import { type ProblemCode, problem } from '../../contract/problem.ts'
import type { Pack } from '../packs/pack-files.ts'
import type { PackAbout } from '../packs/pack-manifest.ts'

export type PackTask =
  | { type: 'read'; path: string }
  | {
      type: 'write'
      path: string
      /** Path of the library that has the head, in use by the engine. */
      library: string
      headId: number
      version: number
      about: PackAbout
    }

export type FromPackThread =
  | { type: 'read'; pack: Pack }
  | { type: 'written' }
  | { type: 'failed'; code: ProblemCode; message: string; field: string | undefined }

/**
 * Reads a tag pack as `readPack` does, or writes one as `writePack` does, in a thread of its own: its weights are tens of
 * megabytes to unzip, digest and look through.
 */
function runPackThread(worker: URL, task: PackTask): Promise<FromPackThread> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { name: 'packs', workerData: task })
    thread.once('message', (answer: FromPackThread) => {
      if (answer.type !== 'failed') return resolve(answer)
      const { code, message, field } = answer
      reject(problem(code, message, field === undefined ? {} : { field }))
    })
    thread.once('error', reject)
    thread.once('exit', () =>
      reject(problem('io-error', 'The thread that reads tag packs ended. Try again.')),
    )
  })
}

/** Problems: those of `readPack`. */
export async function readPackInThread(worker: URL, path: string): Promise<Pack> {
  const answer = await runPackThread(worker, { type: 'read', path })
  if (answer.type !== 'read') throw new Error(`a thread that answered ${answer.type}`)
  return answer.pack
}

/** Problems: `not-found`, those of `writePack`. */
export async function writePackInThread(
  worker: URL,
  task: Omit<Extract<PackTask, { type: 'write' }>, 'type'>,
): Promise<void> {
  await runPackThread(worker, { type: 'write', ...task })
}
