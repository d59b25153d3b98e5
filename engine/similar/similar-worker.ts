import { parentPort, Worker, workerData } from 'node:worker_threads'
import { isProblem } from '../../contract/problem.ts'
import { type FitInput, fitSpace } from './fit-space.ts'
import type {
  FitWorkerData,
  FromFitWorker,
  FromWorker,
  MeansList,
  MeansRows,
  SimilarCall,
  SimilarPull,
  SimilarWorkerData,
  ToWorker,
} from './messages.ts'
import { openSoundIndex, type SoundIndex } from './sound-index.ts'
import type { Space } from './space.ts'

// One file with two entries, so that a bundled host has to know of one: the index, and the fit it starts.
const data: SimilarWorkerData | FitWorkerData = workerData
const port = parentPort
if (port === null) throw new Error('similar-worker.ts runs as a worker thread only')
if (data.role === 'fit') {
  const space = fitSpace(data.input)
  port.postMessage({ space } satisfies FromFitWorker)
} else {
  serve(data)
}

/** Principal components take a second or more at once: a thread of their own lets queries through. */
function fitInThread(input: FitInput, signal: AbortSignal): Promise<Space> {
  const thread = new Worker(new URL(import.meta.url), {
    workerData: { role: 'fit', input } satisfies FitWorkerData,
    transferList: [input.mixed.buffer],
  })
  const { promise, resolve, reject } = Promise.withResolvers<Space>()
  const stop = () => void thread.terminate()
  signal.addEventListener('abort', stop, { once: true })
  thread.on('message', ({ space }: FromFitWorker) => resolve(space))
  thread.on('error', reject)
  thread.on('exit', () => reject(new Error('The thread that fits the sound space ended early.')))
  return promise.finally(() => signal.removeEventListener('abort', stop))
}

function serve({ cacheFolder, modelId, shape }: SimilarWorkerData): void {
  const pulls = new Map<number, PromiseWithResolvers<MeansList | MeansRows>>()
  let lastPull = 0

  function send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    port?.postMessage(message, transfer)
  }

  function pull(what: SimilarPull): Promise<MeansList | MeansRows> {
    const id = ++lastPull
    const waiting = Promise.withResolvers<MeansList | MeansRows>()
    pulls.set(id, waiting)
    send({ type: 'pull', id, pull: what })
    return waiting.promise
  }

  const index = openSoundIndex({
    cache: { folder: cacheFolder, modelId, shape },
    truth: {
      list: () => pull({ name: 'list' }),
      async read(trackIds) {
        const rows = await pull({ name: 'read', trackIds })
        if (!('means' in rows)) throw new Error('a list came where means were asked for')
        return rows
      },
    },
    runFit: fitInThread,
    onStatus: (status) => send({ type: 'status', status }),
  })

  port?.on('message', (message: ToWorker) => {
    if (message.type === 'call') {
      void answer(message.id, message.call)
      return
    }
    const waiting = pulls.get(message.id)
    pulls.delete(message.id)
    if (message.type === 'pulled') waiting?.resolve(message.rows)
    else waiting?.reject(new Error(message.message))
  })

  async function answer(id: number, call: SimilarCall): Promise<void> {
    try {
      const found = await run(index, call)
      const large = found && 'cosines' in found ? [found.trackIds.buffer, found.cosines.buffer] : []
      send({ type: 'answer', id, answer: found }, large)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      send({ type: 'failure', id, code: isProblem(error) ? error.code : 'io-error', message })
    }
    if (call.name === 'close') port?.close()
  }
}

async function run(index: SoundIndex, call: SimilarCall) {
  switch (call.name) {
    case 'query':
      return index.query(call.query)
    case 'cosines':
      return index.cosines(call.seed)
    case 'copies':
      return index.copies(call.question)
    case 'changed':
      await index.changed(call.trackIds)
      return null
    case 'rebuild':
      await index.rebuild()
      return null
    case 'settled':
      await index.settled()
      return null
    case 'close':
      await index.close()
      return null
  }
}
