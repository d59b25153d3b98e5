import { Worker } from 'node:worker_threads'
import { problem } from '../../contract/problem.ts'
import type { CopyQuestion } from './copies.ts'
import type { Neighbours } from './generation.ts'
import type {
  AllCosines,
  FromWorker,
  MeansList,
  MeansRows,
  SimilarAnswers,
  SimilarCall,
  SimilarPull,
  SimilarQuery,
  SimilarSeed,
  SimilarStatus,
  SimilarWorkerData,
  ToWorker,
} from './messages.ts'
import { type MeansShape, meansBytes } from './space.ts'

/** The truth the index is computed from; both are called in the engine's own thread. */
export interface MeansSource {
  /** Every track that has means of the current model. */
  list(): MeansList
  /** Means of these tracks (a few dozen at a time); those that have none are left out. */
  read(trackIds: number[]): Iterable<{ trackId: number; version: number; means: Uint8Array }>
}

interface SimilarOptions {
  /** Folder of the library's similarity caches; made when missing, and safe to delete. */
  cacheFolder: string
  modelId: string
  shape: MeansShape
  source: MeansSource
  /** similar-worker.ts, or what a bundler made of it. */
  worker?: URL
  onStatus?: (status: SimilarStatus) => void
  /** Told in words, once, of each thing that goes wrong without an answer failing: see `SimilarStatus.fault`. */
  onFault?: (words: string) => void
  /** Told of the thread each time one is started. */
  onThread?: (thread: Worker) => void
}

export interface SimilarClient {
  /**
   * The tracks nearest to a seed, best first; fewer than k where there are fewer. Waits for the first fit.
   * Problems: `not-analysed`, `invalid-input`, `process-died`, `cancelled` (closed meanwhile).
   */
  query(query: SimilarQuery): Promise<Neighbours>
  /** The cosine of a seed with every track, undamped. Problems: as of `query`. */
  cosines(seed: SimilarSeed): Promise<AllCosines>
  /** Which of some tracks are one recording: for each, the place of the first one in the list that is the same. */
  copies(question: CopyQuestion): Promise<number[]>
  /**
   * Tells that the means of these tracks were written, written again or removed. When it resolves the change
   * can be seen in answers. Not telling does no lasting harm: the next start finds out.
   */
  changed(trackIds: number[]): Promise<void>
  /** Fits and indexes everything anew; the old epoch answers until the new one can. */
  rebuild(): Promise<void>
  /** Resolves when the thread has nothing left to do. */
  settled(): Promise<void>
  status(): SimilarStatus
  /** Stops the work, writes the cache and ends the thread. */
  close(): Promise<void>
}

const RESTART_DELAY = 100
const LONGEST_RESTART_DELAY = 30_000
/** A call that the thread died under this many times is given up. */
const ATTEMPTS = 3

interface Pending {
  call: SimilarCall
  attempts: number
  resolve: (answer: SimilarAnswers[SimilarCall['name']]) => void
  reject: (error: Error) => void
}

/**
 * Starts the similarity index of one model in a thread of its own. The thread reads what it needs through
 * `source`, a few dozen tracks at a time; should it die, another one takes over from the cache and the source,
 * and the calls under way are asked again.
 */
export function openSimilar(options: SimilarOptions): SimilarClient {
  const { cacheFolder, modelId, shape, source, onStatus, onFault, onThread } = options
  const entry = options.worker ?? new URL('./similar-worker.ts', import.meta.url)
  const pending = new Map<number, Pending>()
  let lastId = 0
  let deaths = 0
  let closing: Promise<void> | null = null
  let restart: NodeJS.Timeout | undefined
  let status: SimilarStatus = {
    state: 'loading',
    size: 0,
    epoch: 0,
    dimension: 0,
    remaining: 0,
    refused: [],
    fault: null,
  }
  let thread: Worker | null = startThread()

  function startThread(): Worker {
    const started = new Worker(entry, {
      name: 'similar',
      // Its garbage is small and short-lived; the default lets it grow by 12 MB that nobody needs.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
      workerData: { role: 'index', cacheFolder, modelId, shape } satisfies SimilarWorkerData,
    })
    let reason = 'it ended by itself'
    started.on('message', (message: FromWorker) => receive(started, message))
    started.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error)
    })
    started.on('exit', () => ended(started, reason))
    onThread?.(started)
    for (const [id, { call }] of pending) send(started, { type: 'call', id, call })
    return started
  }

  function send(to: Worker, message: ToWorker, transfer: ArrayBuffer[] = []): void {
    to.postMessage(message, transfer)
  }

  function setStatus(changes: Partial<SimilarStatus>): void {
    const { fault } = status
    status = { ...status, ...changes }
    if (status.fault !== null && status.fault !== fault) onFault?.(status.fault)
    onStatus?.(status)
  }

  function receive(from: Worker, message: FromWorker): void {
    if (message.type === 'status') {
      if (message.status.state === 'ready') deaths = 0
      setStatus(message.status)
      return
    }
    if (message.type === 'pull') {
      answerPull(from, message.id, message.pull)
      return
    }
    const waiting = pending.get(message.id)
    pending.delete(message.id)
    if (message.type === 'answer') waiting?.resolve(message.answer)
    else waiting?.reject(problem(message.code, message.message))
  }

  function answerPull(from: Worker, id: number, pull: SimilarPull): void {
    try {
      if (pull.name === 'list') {
        send(from, { type: 'pulled', id, rows: source.list() })
        return
      }
      const rows = packRows(shape, source.read(pull.trackIds))
      send(from, { type: 'pulled', id, rows }, [rows.means.buffer])
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      send(from, { type: 'pull-failed', id, message })
    }
  }

  function ended(dead: Worker, reason: string): void {
    if (dead !== thread) return
    thread = null
    if (closing !== null) {
      rejectAll(problem('cancelled', 'The similarity index has been closed.'))
      return
    }
    deaths++
    for (const [id, waiting] of pending) {
      if (++waiting.attempts < ATTEMPTS) continue
      pending.delete(id)
      waiting.reject(
        problem('process-died', `The similarity search failed (${reason}); try it again.`),
      )
    }
    setStatus({ state: 'restarting', fault: `The similarity thread was restarted: ${reason}.` })
    const delay = Math.min(LONGEST_RESTART_DELAY, RESTART_DELAY * 2 ** (deaths - 1))
    restart = setTimeout(() => {
      thread = startThread()
    }, delay)
  }

  function rejectAll(error: Error): void {
    for (const waiting of pending.values()) waiting.reject(error)
    pending.clear()
  }

  function ask(call: SimilarCall): Promise<SimilarAnswers[SimilarCall['name']]> {
    if (closing !== null && call.name !== 'close') {
      return Promise.reject(problem('cancelled', 'The similarity index has been closed.'))
    }
    const id = ++lastId
    const { promise, resolve, reject } =
      Promise.withResolvers<SimilarAnswers[SimilarCall['name']]>()
    pending.set(id, { call, attempts: 0, resolve, reject })
    if (thread !== null) send(thread, { type: 'call', id, call })
    return promise
  }

  async function end(): Promise<void> {
    clearTimeout(restart)
    const last = thread
    if (last !== null) {
      const exited = new Promise((resolve) => last.once('exit', resolve))
      await ask({ name: 'close' }).catch(() => undefined)
      await exited
    }
    rejectAll(problem('cancelled', 'The similarity index has been closed.'))
    setStatus({ state: 'closed', remaining: 0 })
  }

  return {
    async query(query) {
      const answer = await ask({ name: 'query', query })
      if (answer && 'neighbours' in answer) return answer
      throw noAnswer()
    },
    async cosines(seed) {
      const answer = await ask({ name: 'cosines', seed })
      if (answer && 'cosines' in answer) return answer
      throw noAnswer()
    },
    async copies(question) {
      const answer = await ask({ name: 'copies', question })
      if (Array.isArray(answer)) return answer
      throw noAnswer()
    },
    async changed(trackIds) {
      if (trackIds.length > 0) await ask({ name: 'changed', trackIds })
    },
    async rebuild() {
      await ask({ name: 'rebuild' })
    },
    async settled() {
      await ask({ name: 'settled' })
    },
    status: () => status,
    close() {
      closing ??= end()
      return closing
    },
  }
}

function noAnswer() {
  return new Error('the similarity thread gave no answer')
}

/** A blob of another length becomes zeros, which the thread refuses by the track's name. */
function packRows(shape: MeansShape, rows: ReturnType<MeansSource['read']>): MeansRows {
  const all = [...rows]
  const bytes = meansBytes(shape)
  const means = new Uint8Array(all.length * bytes)
  all.forEach((row, n) => {
    if (row.means.byteLength === bytes) means.set(row.means, n * bytes)
  })
  return {
    trackIds: Uint32Array.from(all, (row) => row.trackId),
    versions: Float64Array.from(all, (row) => row.version),
    means,
  }
}
