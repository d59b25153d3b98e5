import type { HeadProgress } from '../../contract/head.ts'
import type { Database } from '../../native/sqlite.ts'
import { predictWithHead } from '../heads/predict-with-head.ts'
import { type CatchUp, createCatchUp } from '../library/catch-up.ts'
import { meansFromBlob } from '../sound/means.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { type Telling, tellHeadTags, tellingOf } from './head-tags.ts'
import type { HeadInUse, HeadsInUse } from './heads-in-use.ts'
import { keptMark } from './kept-mark.ts'

/** Tracks predicted in one piece, at most, and how long that may take: a large head takes 20 ms for one. Milliseconds. */
const AT_ONCE = 12
const PIECE_MS = 5
/** Tracks of which it is looked up in one piece whether they are up to date. */
const LOOKED_AT = 400
/** Tracks whose tags are told anew in one piece. */
const TOLD_AT_ONCE = 50
const PROGRESS_MS = 250

export interface HeadPredictions extends CatchUp {
  /** Heads or models came, went, or are used otherwise. */
  headsChanged(): void
  /** An embedding of this track was stored. */
  heard(trackId: number): void
  /** Predicts anew with one head, or with all. Answers for how many tracks. */
  again(headId: number | undefined): number
  /**
   * Ends going through the library, also over a restart, until it is resumed or done anew, or heads or models change. Each
   * track keeps what was said of it last, by the same version of a head or an earlier one.
   */
  cancel(): void
  /** Goes on where it was cancelled. Answers for how many tracks there is something to predict. */
  resume(): number
  progress(): Pick<HeadProgress, 'applying' | 'cancelled'>
}

interface Parts {
  db: Database
  heads: HeadsInUse
  vocabularies: Vocabularies
  onProgress(): void
  onDone(): void
}

/** One head's way through the library: tracks up to `from` are up to date. */
interface Way {
  by: HeadInUse
  from: number
  done: number
  total: number
  over: boolean
}

/** The signature of no heads. */
const nobody = JSON.stringify('')

const keyOf = ({ id, version }: Pick<HeadInUse, 'id' | 'version'>) => `${id}.${version}`

/**
 * Keeps what every head in use says of every track that its model has heard, and the tags that follow from it. What is
 * out of date is found by comparing, so that it goes on where it was after any kind of end. Which heads the tags were
 * told by is kept in the setting `headsTold`; for which heads it was cancelled, in `headsCancelled`.
 */
export function createHeadPredictions(parts: Parts): HeadPredictions {
  const { db, heads, vocabularies } = parts
  const lacking = db.prepare<
    [{ headId: number; version: number; modelId: string; from: number; to: number }],
    { trackId: number; soundAt: number }
  >(
    `SELECT sound.track_id AS trackId, analysed_at AS soundAt
     FROM sound LEFT JOIN head_prediction
       ON head_id = $headId AND head_prediction.track_id = sound.track_id
     WHERE model_id = $modelId AND sound.track_id > $from AND sound.track_id <= $to
       AND (version IS NOT $version OR sound_at IS NOT analysed_at)
     ORDER BY sound.track_id LIMIT ${AT_ONCE}`,
  )
  const bound = db
    .prepare<[string, number], number | null>(
      `SELECT max(track_id) FROM
         (SELECT track_id FROM sound WHERE model_id = ? AND track_id > ?
          ORDER BY track_id LIMIT ${LOOKED_AT})`,
    )
    .pluck()
  const between = db
    .prepare<[string, number, number], number>(
      'SELECT count(*) FROM sound WHERE model_id = ? AND track_id > ? AND track_id <= ?',
    )
    .pluck()
  const heardBy = db
    .prepare<[string], number>('SELECT count(*) FROM sound WHERE model_id = ?')
    .pluck()
  const means = db
    .prepare<[string, number], Buffer>(
      'SELECT means FROM sound WHERE model_id = ? AND track_id = ?',
    )
    .pluck()
  const keep = db.prepare<[number, number, number, number, Uint8Array]>(
    `INSERT INTO head_prediction (head_id, track_id, version, sound_at, probabilities)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (head_id, track_id) DO UPDATE SET version = excluded.version,
       sound_at = excluded.sound_at, probabilities = excluded.probabilities`,
  )
  const nextTracks = db
    .prepare<[number], number>(
      `SELECT id FROM track WHERE id > ? ORDER BY id LIMIT ${TOLD_AT_ONCE}`,
    )
    .pluck()
  const predicted = db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM head_prediction WHERE head_id = ? AND version = ?',
    )
    .pluck()
  const toldBy = keptMark(db, 'headsTold')
  const cancelledFor = keptMark(db, 'headsCancelled')

  let ways: Way[] | undefined
  /** Tracks up to here are told by the heads in use; null when all are. */
  let toldUpTo: number | null = null
  let telling: Telling = new Map()
  let cancelled = false
  const touched = new Set<number>()
  let began = { at: 0, done: 0 }
  let announcedAt = 0

  function signature(): string {
    const state = heads.all().map((one) => `${keyOf(one)}${one.pinned ? '!' : ''} ${one.name}`)
    return JSON.stringify(state.join(' '))
  }

  /** What there is to do: by which heads, on the embeddings of which models. */
  function task(): string {
    return JSON.stringify([signature(), ...heads.all().map(({ modelId }) => modelId)])
  }

  function begin(): Way[] {
    const ended = cancelledFor.get()
    cancelled = ended !== undefined && ended === task()
    if (ended !== undefined && !cancelled) cancelledFor.clear()
    telling = tellingOf(heads, vocabularies)
    if ((toldBy.get() ?? nobody) !== signature()) toldUpTo = 0
    began = { at: Date.now(), done: 0 }
    return heads.all().map((by) => ({
      by,
      from: 0,
      done: 0,
      total: heard(by.modelId),
      over: false,
    }))
  }

  /** Predicts for as many of the tracks as one piece of work has time for, one at least. Answers how many. */
  function predict(by: HeadInUse, rows: readonly { trackId: number; soundAt: number }[]): number {
    const until = performance.now() + PIECE_MS
    let done = 0
    const { layers, hiddenSize } = by.head.encoder
    const size = layers * hiddenSize
    for (const { trackId, soundAt } of rows) {
      const blob = means.get(by.modelId, trackId)
      const values = blob && meansFromBlob(blob)
      // A damaged embedding is no number: nothing is said of it, and it is not asked about again.
      const probabilities =
        values?.length === size && values.every(Number.isFinite)
          ? predictWithHead(by.head, values, 1)
          : new Float32Array(by.head.tags.length)
      keep.run(by.id, trackId, by.version, soundAt, new Uint8Array(probabilities.buffer))
      if (toldUpTo === null || trackId <= toldUpTo) tellHeadTags(db, trackId, telling)
      done++
      if (performance.now() > until) break
    }
    return done
  }

  /** Predicts for the next tracks of a way that are out of date, among those that are looked at in one piece. */
  function advance(way: Way): void {
    const { by, from } = way
    const { modelId } = by
    const to = bound.get(modelId, from) ?? null
    if (to === null) {
      way.over = true
      return
    }
    const rows = lacking.all({ headId: by.id, version: by.version, modelId, from, to })
    const done = rows.length > 0 ? db.transaction(() => predict(by, rows))() : 0
    const isAll = done === rows.length && rows.length < AT_ONCE
    way.from = isAll ? to : rows[done - 1]!.trackId
    way.done += between.get(modelId, from, way.from) ?? 0
    began.done += done
  }

  function tellMore(): boolean {
    if (toldUpTo === null) return false
    const ids = nextTracks.all(toldUpTo)
    db.transaction(() => {
      for (const id of ids) tellHeadTags(db, id, telling)
      if (ids.length === 0) toldBy.set(signature())
    })()
    toldUpTo = ids.at(-1) ?? null
    return true
  }

  function takeTouched(): boolean {
    if (touched.size === 0) return false
    const until = performance.now() + PIECE_MS
    db.transaction(() => {
      for (const id of touched) {
        touched.delete(id)
        for (const by of heads.all()) {
          const { modelId } = by
          const around = { headId: by.id, version: by.version, modelId, from: id - 1, to: id }
          predict(by, lacking.all(around))
        }
        if (performance.now() > until) break
      }
    })()
    return true
  }

  function announce(): void {
    if (Date.now() - announcedAt < PROGRESS_MS) return
    announcedAt = Date.now()
    parts.onProgress()
  }

  /** Predictions first, so that tags are told by what is up to date. */
  function step(): boolean {
    ways ??= begin()
    const way = cancelled ? undefined : ways.find(({ over }) => !over)
    if (way) advance(way)
    else if (!takeTouched() && (cancelled || !tellMore())) return false
    announce()
    return true
  }

  const catchUp = createCatchUp({
    step,
    onDone: () => {
      parts.onProgress()
      parts.onDone()
    },
  })

  const heard = (modelId: string) => heardBy.get(modelId) ?? 0
  const isOver = (all: readonly Way[]) => toldUpTo === null && all.every(({ over }) => over)

  function startOver(): void {
    ways = undefined
    catchUp.wake()
  }

  return {
    ...catchUp,
    headsChanged: () => {
      heads.changed()
      startOver()
    },
    heard: (trackId) => {
      if (heads.all().length === 0) return
      touched.add(trackId)
      catchUp.wake()
    },
    again: (headId) => {
      const some = heads.all().filter(({ id }) => headId === undefined || id === headId)
      const forget = db.prepare<[number]>('DELETE FROM head_prediction WHERE head_id = ?')
      db.transaction(() => {
        for (const { id } of some) forget.run(id)
        cancelledFor.clear()
      })()
      startOver()
      return Math.max(0, ...some.map(({ modelId }) => heard(modelId)))
    },
    cancel: () => {
      ways ??= begin()
      if (cancelled || isOver(ways)) return
      cancelledFor.set(task())
      cancelled = true
      parts.onProgress()
    },
    resume: () => {
      cancelledFor.clear()
      startOver()
      const lacked = heads
        .all()
        .map(({ id, version, modelId }) => heard(modelId) - (predicted.get(id, version) ?? 0))
      return Math.max(0, ...lacked)
    },
    progress: () => {
      if (!ways || cancelled || isOver(ways)) return { applying: null, cancelled }
      const minutes = (Date.now() - began.at) / 60_000
      const applying = {
        done: ways.reduce((sum, way) => sum + way.done, 0),
        total: ways.reduce((sum, way) => sum + way.total, 0),
        tracksPerMinute: began.done > 0 && minutes > 0.01 ? began.done / minutes : null,
      }
      return { applying, cancelled }
    },
  }
}
