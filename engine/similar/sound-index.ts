import { setImmediate as nextTurn } from 'node:timers/promises'
import { problem } from '../../contract/problem.ts'
import { type CacheKey, loadCache, saveCache } from './cache.ts'
import { type CopyQuestion, firstCopies } from './copies.ts'
import type { FitInput } from './fit-space.ts'
import {
  allCosines,
  createGeneration,
  dropIndex,
  dropTrack,
  findNeighbours,
  type Generation,
  INDEX_FROM,
  indexDue,
  indexSome,
  meanVector,
  measureSome,
  type Neighbours,
  putTrack,
  startIndex,
} from './generation.ts'
import type { AllCosines, SimilarQuery, SimilarSeed, SimilarStatus } from './messages.ts'
import { refitDue } from './refit-policy.ts'
import { project, readMeans, type Space } from './space.ts'
import { readBatches, sampleForFit, type Truth, type TruthBatch } from './truth.ts'

/** Work between two looks at the queries that wait, in milliseconds. */
const SLICE = 4
const REPORT_EVERY = 250
/** A changed cache is written after 2 s, or 3 ms a track in large libraries. */
const SAVE_DELAY = 2000
const SAVE_DELAY_PER_TRACK = 3

interface SoundIndexOptions {
  cache: CacheKey
  truth: Truth
  /** {@link fitSpace}, run where it may take seconds. */
  runFit(input: FitInput, signal: AbortSignal): Promise<Space>
  onStatus(status: SimilarStatus): void
}

export interface SoundIndex {
  /** Waits for the first fit where there is none yet. Problems: `not-analysed`, `invalid-input`. */
  query(query: SimilarQuery): Promise<Neighbours>
  /** The same, of every track. */
  cosines(seed: SimilarSeed): Promise<AllCosines>
  /** See {@link firstCopies}; every track its own before the first fit. */
  copies(question: CopyQuestion): Promise<number[]>
  /** Takes over what was written, replaced or removed in the truth; it can be found when this resolves. */
  changed(trackIds: number[]): Promise<void>
  /** Fits the space anew, projects and indexes every track; the old epoch answers meanwhile. */
  rebuild(): Promise<void>
  /** Resolves when nothing is left to do in the background. */
  settled(): Promise<void>
  /** Ends the work and writes the cache. */
  close(): Promise<void>
}

/**
 * The index itself, in whichever thread it runs. One generation answers while a next one may be in the making;
 * all work is done in slices, and a query is answered between two of them, from one generation only.
 */
export function openSoundIndex({ cache, truth, runFit, onStatus }: SoundIndexOptions): SoundIndex {
  const refused = new Set<number>()
  const ending = new AbortController()
  const answering = Promise.withResolvers<void>()
  let current: Generation | null = null
  let next: Generation | null = null
  let epoch = 0
  let fault: string | null = null
  let state: SimilarStatus['state'] = 'loading'
  let reportedAt = 0
  let rebuildAsked = false
  let unsaved = false
  let saveDue = false
  let saveTimer: NodeJS.Timeout | undefined
  let saving: Promise<void> | null = null
  let work: Promise<void> | null = null

  const stopped = () => ending.signal.aborted

  function report(newState: SimilarStatus['state'], remaining = 0): void {
    const now = performance.now()
    if (state === newState && remaining > 0 && now - reportedAt < REPORT_EVERY) return
    state = newState
    reportedAt = now
    onStatus({
      state,
      size: current?.table.count ?? 0,
      epoch: current?.space.epoch ?? 0,
      dimension: current?.space.dimension ?? 0,
      remaining,
      refused: [...refused],
      fault,
    })
  }

  function fail(error: unknown): void {
    fault = error instanceof Error ? error.message : String(error)
  }

  /** Puts rows into a generation unless it holds newer ones already, and takes out what has none. */
  function apply({ rows, gone, refused: unusable }: TruthBatch, generation: Generation): void {
    const { table, space } = generation
    for (const trackId of gone) refused.delete(trackId)
    for (const trackId of unusable) refused.add(trackId)
    for (const trackId of [...gone, ...unusable]) dropTrack(generation, trackId)
    for (const { trackId, version, values } of rows) {
      refused.delete(trackId)
      const slot = table.slots.get(trackId)
      if (slot !== undefined && table.versions[slot]! > version) continue
      putTrack(generation, trackId, version, project(space, values))
    }
    unsaved = true
  }

  /** Makes a generation hold what the truth holds, reading only what differs. */
  async function reconcile(generation: Generation): Promise<void> {
    const { table } = generation
    while (!stopped()) {
      const { trackIds, versions } = await truth.list()
      const listed = new Set(trackIds)
      for (const trackId of refused) if (!listed.has(trackId)) refused.delete(trackId)
      for (const trackId of [...table.slots.keys()]) {
        if (listed.has(trackId)) continue
        dropTrack(generation, trackId)
        unsaved = true
      }
      const differing = trackIds.filter((trackId, n) => {
        const slot = table.slots.get(trackId)
        if (slot === undefined) return !refused.has(trackId)
        return table.versions[slot]! < versions[n]!
      })
      if (differing.length === 0) return
      let left = differing.length
      for await (const batch of readBatches(truth, cache.shape, differing, stopped)) {
        apply(batch, generation)
        left -= batch.rows.length + batch.gone.length + batch.refused.length
        report('projecting', left)
        await nextTurn()
      }
    }
  }

  async function refit(): Promise<void> {
    rebuildAsked = false
    report('fitting')
    const input = await sampleForFit(truth, cache.shape, epoch + 1, stopped)
    if (stopped()) return
    if (input === null) {
      if (current !== null) dropIndex(current)
      current = null
      return
    }
    const space = await runFit(input, ending.signal)
    // The old epoch answers from its table: two tables are less memory than a table, an index and a table.
    if (current !== null) dropIndex(current)
    next = createGeneration(space)
    try {
      await reconcile(next)
      if (stopped()) return
      // Tracks that could not be used are part of the list but not of the library a refit is measured by.
      space.fittedCount = next.table.count
      epoch = space.epoch
      current = next
      unsaved = true
      saveDue = true
      answering.resolve()
    } finally {
      next = null
    }
  }

  function refitWanted(): boolean {
    if (rebuildAsked) return true
    return current !== null && refitDue(current.space.fittedCount, current.table.count)
  }

  /** Works in slices until nothing is `left`, or something more urgent turns up. */
  async function slices(
    name: 'indexing' | 'measuring',
    left: Set<number>,
    some: (generation: Generation, until: number) => void,
    generation: Generation,
  ): Promise<void> {
    while (left.size > 0 && !stopped() && !refitWanted()) {
      some(generation, performance.now() + SLICE)
      unsaved = true
      report(name, left.size)
      await nextTurn()
    }
  }

  async function workUntilSettled(): Promise<void> {
    while (!stopped()) {
      const generation = current
      if (refitWanted()) await refit()
      else if (generation === null) break
      else if (indexDue(generation)) startIndex(generation)
      else if (generation.index !== null && generation.table.count < INDEX_FROM / 2) {
        dropIndex(generation)
      } else if (generation.unindexed.size > 0) {
        await slices('indexing', generation.unindexed, indexSome, generation)
      } else if (generation.unmeasured.size > 0) {
        await slices('measuring', generation.unmeasured, measureSome, generation)
      } else if (saveDue) await save(generation)
      else break
    }
    if (unsaved && !stopped()) saveLater()
  }

  function startWork(): Promise<void> {
    work ??= workUntilSettled()
      .catch((error: unknown) => {
        if (!stopped()) fail(error)
      })
      .finally(() => {
        work = null
        report(current === null ? 'empty' : 'ready')
        answering.resolve()
      })
    return work
  }

  function saveLater(): void {
    const delay = Math.max(SAVE_DELAY, (current?.table.count ?? 0) * SAVE_DELAY_PER_TRACK)
    saveTimer ??= setTimeout(() => {
      saveTimer = undefined
      saveDue = true
      void startWork()
    }, delay)
  }

  /** A cache that cannot be written is a fault to show, not a reason to stop answering. */
  async function save(generation: Generation): Promise<void> {
    saveDue = false
    unsaved = false
    saving = saveCache(cache, generation)
    try {
      await saving
    } catch (error) {
      fail(new Error(`The similarity index could not be saved: ${String(error)}`))
    } finally {
      saving = null
    }
  }

  async function open(): Promise<void> {
    report('loading')
    const { generation, faults } = await loadCache(cache)
    if (faults.length > 0) fault = `A damaged index is being rebuilt (${faults.join('; ')}).`
    if (generation === null) {
      rebuildAsked = true
    } else {
      epoch = generation.space.epoch
      await reconcile(generation)
      current = generation
      answering.resolve()
    }
    void startWork()
  }

  const opened = open().catch((error: unknown) => {
    fail(error)
    report('empty')
    answering.resolve()
  })

  function seedVector(generation: Generation, seed: SimilarSeed): Float32Array {
    if ('trackIds' in seed) {
      const vector = meanVector(generation, seed.trackIds)
      if (!vector) throw notAnalysed(seed.trackIds.every((trackId) => refused.has(trackId)))
      return vector
    }
    const means = readMeans(cache.shape, seed.means)
    if ('refused' in means) {
      throw problem('invalid-input', `The sound cannot be compared: ${means.refused}.`, {
        field: 'seed',
      })
    }
    return project(generation.space, means.values)
  }

  return {
    async query(query) {
      if (!Number.isInteger(query.k) || query.k < 1) {
        throw problem('invalid-input', 'The number of neighbours must be 1 or more.', {
          field: 'k',
        })
      }
      await answering.promise
      if (current === null) throw notAnalysed(false)
      const { seed, k, exclude = [], allow, exact } = query
      return findNeighbours(current, {
        vector: seedVector(current, seed),
        k,
        exclude: 'trackIds' in seed ? [...seed.trackIds, ...exclude] : exclude,
        allow,
        exact,
      })
    },
    async cosines(seed) {
      await answering.promise
      if (current === null) throw notAnalysed(false)
      return allCosines(current, seedVector(current, seed))
    },
    async copies(question) {
      await answering.promise
      if (current === null) return question.trackIds.map((_, place) => place)
      return firstCopies(current.table, question)
    },
    async changed(trackIds) {
      await opened
      if (current === null && work !== null) await answering.promise
      if (current === null) {
        rebuildAsked = true
        await startWork()
        return
      }
      for await (const batch of readBatches(truth, cache.shape, trackIds, stopped)) {
        while (saving !== null) await saving.catch(() => undefined)
        for (const generation of new Set([current, next])) {
          if (generation !== null) apply(batch, generation)
        }
      }
      report(state)
      void startWork()
    },
    async rebuild() {
      await opened
      rebuildAsked = true
      await startWork()
    },
    async settled() {
      await opened
      while (work !== null) await work
    },
    async close() {
      ending.abort()
      clearTimeout(saveTimer)
      await opened
      while (work !== null) await work
      if (current !== null && unsaved) await save(current)
      report('closed')
    },
  }
}

function notAnalysed(refused: boolean) {
  return problem(
    'not-analysed',
    refused
      ? 'The stored sound of this track is damaged; analyse it again.'
      : 'This track has not been analysed yet; analyse it to find similar ones.',
  )
}
