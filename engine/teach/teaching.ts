import type { HeadFigure, HeadProgress, Taught, Teaching } from '../../contract/head.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { TagRef } from '../../contract/tag.ts'
import type { Database } from '../../native/sqlite.ts'
import type { HeadEncoder } from '../heads/head.ts'
import type { Training } from '../heads/training.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { gatherExamples } from './gather-examples.ts'
import {
  addHead,
  addVersion,
  type HeadRow,
  headRows,
  removeHead,
  taughtRow,
  versionsOf,
} from './head-store.ts'
import { learnFusion } from './learn-fusion.ts'
import { judgedFrom, lessonOf } from './lesson-of.ts'
import { changesSince, wordsOn } from './words-on.ts'

export interface TeachingParts {
  db: Database
  vocabularies: Vocabularies
  training: Training
  /** Whose embeddings are learned from; undefined while the library holds none. */
  model(): HeadEncoder | undefined
  /** Version of Naghma. */
  library: string
  /** Learns by itself after enough corrections. */
  autonomous: boolean
  onProgress(): void
  /** Heads came, went, or are used otherwise. */
  onHeads(): void
}

export interface TeachingWork {
  list(): Teaching[]
  /** Problem: `not-found` for a tag that there is not. */
  begin(subject: Taught): Teaching
  /** Problem: `not-found`. */
  get(subject: Taught): Teaching
  /** Problems: those of `teach.train`. */
  train(subject: Taught): Promise<Teaching>
  /** Problem: `not-found`. */
  cancel(subject: Taught): Teaching
  /** Problem: `not-found`. */
  forget(subject: Taught): void
  /** The user's word on these tags changed. */
  decided(tags: readonly TagRef[]): void
  /** Learns what has enough corrections, or was learned by another model than the library's. */
  catchUp(): void
  progress(): HeadProgress['training']
  settled(): Promise<void>
  close(): Promise<void>
}

/** Corrections after which a head learns by itself: a few, or a tenth of what it was learned from. */
const LEAST_CHANGES = 3
const SHARE_OF_CHANGES = 0.1
/** A burst of corrections is learned from once. Milliseconds. */
const DELAY_MS = 1_500
/** The word on a whole vocabulary is that on any of its tags. */
const concerns = (row: HeadRow, { vocabulary, tag }: TagRef) =>
  row.vocabulary === vocabulary && (row.tag === null || row.tag === tag)

interface Job {
  headId: number
  controller: AbortController
  running: boolean
  ended: Promise<void>
}

/** Teaches tags by the user's example: one training at a time, in the training process. */
export function openTeaching(parts: TeachingParts): TeachingWork {
  const { db, vocabularies, training } = parts
  const jobs = new Map<number, Job>()
  const failures = new Map<number, Teaching['failure']>()
  let last: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const taughtRows = () => headRows(db).filter(({ origin }) => origin === 'taught')

  function nameOf({ vocabulary, tag }: Taught): string {
    const known = vocabularies.all.find((one) => one.vocabulary === vocabulary)
    const name = tag === null ? known?.title : vocabularies.term(vocabulary, tag)?.name
    if (name === undefined)
      throw problem('not-found', `There is no “${tag}” in the vocabulary ${vocabulary}.`, {
        field: 'tag',
      })
    return name
  }

  function rowOf(subject: Taught): HeadRow {
    const row = taughtRow(db, subject)
    if (!row)
      throw problem('not-found', 'This is not being taught; begin to teach it first.', {
        field: 'tag',
      })
    return row
  }

  function toTeaching(row: HeadRow): Teaching {
    const subject = subjectOf(row)
    const used =
      row.version === null
        ? undefined
        : versionsOf(db, row.id).find(({ version }) => version === row.version)
    const job = jobs.get(row.id)
    return {
      ...subject,
      name: row.name,
      headId: row.id,
      version: row.version,
      pinned: row.pinned === 1,
      ...wordsOn(db, subject),
      state: job ? (job.running ? 'training' : 'waiting') : 'idle',
      failure: failures.get(row.id) ?? null,
      changes: changesSince(db, row, subject, row.version),
      retrainsAfter: retrainsAfter(used?.figure),
      figure: used?.figure ?? null,
    }
  }

  function start(row: HeadRow): Promise<Teaching> {
    const controller = new AbortController()
    const job: Job = { headId: row.id, controller, running: false, ended: Promise.resolve() }
    const done = last.then(async () => {
      job.running = true
      parts.onProgress()
      try {
        controller.signal.throwIfAborted()
        await learn(row, controller.signal)
        failures.delete(row.id)
      } catch (error) {
        const known = controller.signal.aborted ? cancelled() : error
        failures.set(row.id, failureOf(known))
        throw known
      } finally {
        jobs.delete(row.id)
        parts.onProgress()
      }
    })
    job.ended = done.catch(() => {})
    last = job.ended
    jobs.set(row.id, job)
    parts.onProgress()
    return done.then(() => toTeaching(rowOf(subjectOf(row))))
  }

  async function learn(row: HeadRow, signal: AbortSignal): Promise<void> {
    const model = parts.model()
    if (!model)
      throw problem(
        'no-model',
        'Tags are learned by how tracks sound, which takes a model. Get CultureMERT and analyse some tracks first.',
      )
    const subject = subjectOf(row)
    const gathered = gatherExamples(db, subject, model.modelId)
    const { vocabulary } = subject
    const tags = gathered.tags.map((tag) => ({
      vocabulary,
      tag,
      name: nameOf({ vocabulary, tag }),
    }))
    const { modelId, name, layers, hiddenSize } = model
    const encoder = { modelId, name, layers, hiddenSize }
    const lesson = lessonOf(db, gathered, { encoder, tags, library: parts.library })
    const taught = await training.teach(lesson, { signal })
    signal.throwIfAborted()
    if (!headRows(db).some(({ id }) => id === row.id)) return
    db.transaction(() => {
      addVersion(db, row.id, {
        head: taught.head,
        figure: taught.figure,
        judged: judgedFrom(gathered, taught),
      })
      learnFusion(db, vocabulary)
    })()
    parts.onHeads()
  }

  function trainNow(row: HeadRow): Promise<Teaching> {
    const job = jobs.get(row.id)
    // What is waiting gathers its examples when it begins; what runs may have missed the latest words.
    if (job && !job.running) return job.ended.then(() => afterJob(row))
    return start(row)
  }

  function afterJob(row: HeadRow): Teaching {
    const failure = failures.get(row.id)
    if (failure) throw problem('cancelled', failure.message)
    return toTeaching(rowOf(subjectOf(row)))
  }

  function learnChanged(): void {
    timer = undefined
    if (closed) return
    const modelId = parts.model()?.modelId
    if (modelId === undefined) return
    for (const row of taughtRows()) {
      if (jobs.has(row.id) || !isOutdated(row, modelId)) continue
      start(row).catch(() => {})
    }
  }

  function isOutdated(row: HeadRow, modelId: string): boolean {
    if (row.pinned === 1) return false
    const latest = versionsOf(db, row.id)[0]
    const changes = changesSince(db, row, subjectOf(row), latest?.version ?? null)
    if (!latest) return changes >= LEAST_CHANGES && !failures.has(row.id)
    if (latest.modelId !== modelId) return !failures.has(row.id)
    return changes >= retrainsAfter(latest.figure)
  }

  function wake(): void {
    if (closed || !parts.autonomous) return
    clearTimeout(timer)
    timer = setTimeout(learnChanged, DELAY_MS)
  }

  async function settled(): Promise<void> {
    while (!closed && (timer || jobs.size > 0)) {
      if (timer) {
        clearTimeout(timer)
        learnChanged()
      }
      await last
    }
  }

  return {
    list: () => taughtRows().map(toTeaching),
    begin: (subject) => {
      const name = nameOf(subject)
      if (!taughtRow(db, subject)) addHead(db, { ...subject, name, origin: 'taught' })
      wake()
      parts.onProgress()
      return toTeaching(rowOf(subject))
    },
    get: (subject) => toTeaching(rowOf(subject)),
    train: (subject) => trainNow(rowOf(subject)),
    cancel: (subject) => {
      const row = rowOf(subject)
      jobs.get(row.id)?.controller.abort(cancelled())
      return toTeaching(row)
    },
    forget: (subject) => {
      const row = rowOf(subject)
      jobs.get(row.id)?.controller.abort(cancelled())
      removeHead(db, row.id)
      parts.onHeads()
    },
    decided: (tags) => {
      const concerned = taughtRows().filter((row) => tags.some((tag) => concerns(row, tag)))
      if (concerned.length === 0) return
      for (const { id } of concerned) failures.delete(id)
      wake()
      parts.onProgress()
    },
    catchUp: wake,
    progress: () =>
      taughtRows().flatMap((row) => {
        const job = jobs.get(row.id)
        if (!job) return []
        const state = job.running ? ('training' as const) : ('waiting' as const)
        return [{ ...subjectOf(row), name: row.name, state }]
      }),
    settled,
    close: async () => {
      closed = true
      clearTimeout(timer)
      for (const { controller } of jobs.values()) controller.abort(cancelled())
      await last
      await training.stop()
    },
  }
}

function cancelled(): Error {
  return problem('cancelled', 'The training was given up; what was learned before stays.')
}

function failureOf(error: unknown): Teaching['failure'] {
  if (isProblem(error)) return { code: error.code, message: error.message }
  return { code: 'failed', message: error instanceof Error ? error.message : String(error) }
}

function subjectOf({ vocabulary, tag }: HeadRow): Taught {
  if (vocabulary === null) throw new Error('a head that was not taught')
  return { vocabulary, tag }
}

/** By how many tracks somebody judged: those taken by chance are no corrections. */
function retrainsAfter(figure: HeadFigure | undefined): number {
  const judged = figure ? figure.positives + figure.negatives : 0
  return Math.max(LEAST_CHANGES, Math.round(SHARE_OF_CHANGES * judged))
}
