import type {
  HeadPrediction,
  HeadProgress,
  HeadSummary,
  PackSummary,
  Taught,
} from '../../contract/head.ts'
import type { Announcer } from '../announce.ts'
import { openTraining } from '../heads/training.ts'
import type { SoundContext } from '../library/sound-state.ts'
import type { StartProcess } from '../processes/port.ts'
import { createHeadPredictions, type HeadPredictions } from './head-predictions.ts'
import {
  chooseVersion,
  type HeadRow,
  headRow,
  headRows,
  removeHead,
  removeVersion,
  summaryOf,
  toHeadTag,
  unpin,
} from './head-store.ts'
import { predictionOf, tellingOf } from './head-tags.ts'
import { dropLeftTensors } from './head-tensors.ts'
import { openHeadsInUse } from './heads-in-use.ts'
import { nextTracks } from './next-tracks.ts'
import { exportHead, importPack, inspectPack } from './packs-of-library.ts'
import { type RankingQuery, rankTracks } from './ranking.ts'
import { openTeaching, type TeachingParts, type TeachingWork } from './teaching.ts'

interface HeadsParts
  extends Pick<TeachingParts, 'db' | 'vocabularies' | 'model' | 'library' | 'autonomous'> {
  announcer: Announcer
  startProcess: StartProcess
  /** Entry file of the thread that reads and writes tag packs. */
  packWorker: URL
  rowContext(): SoundContext
  /** What heads say of tracks is in their tags. */
  onTold(): void
}

/** Heads of the library: teaching them, keeping their versions, and what they say. */
export interface Heads {
  teaching: TeachingWork
  list(): HeadSummary[]
  /** Problem: `not-found`. */
  pin(id: number, version: number | null): HeadSummary
  /** Problem: `not-found`. */
  revert(id: number, version: number): HeadSummary
  /** Problems: `not-found`, `invalid-input`. */
  remove(id: number, version: number | undefined): void
  /** Problem: `not-found`. */
  apply(id: number | undefined): number
  cancel: HeadPredictions['cancel']
  resume: HeadPredictions['resume']
  predictions(trackId: number): HeadPrediction[]
  ranking(query: RankingQuery): ReturnType<typeof rankTracks>
  next(query: Parameters<typeof nextTracks>[2]): ReturnType<typeof nextTracks>
  /** Heads came or went in the library. */
  changed(): void
  /** An embedding of this track was stored. */
  heard: HeadPredictions['heard']
  inspect(path: string): Promise<PackSummary>
  /** Problems: those of `head.import`. */
  import(path: string): Promise<HeadSummary>
  /** Problems: those of `head.export`. */
  export(asked: Parameters<typeof exportHead>[2]): ReturnType<typeof exportHead>
  /** The start, or another model is compared by. */
  wake(): void
  progress(): HeadProgress
  settled(): Promise<void>
  close(): Promise<void>
}

export function openHeads(parts: HeadsParts): Heads {
  const { db, vocabularies, announcer } = parts
  dropLeftTensors(db)
  const inUse = openHeadsInUse(db, parts.model)

  function progress(): HeadProgress {
    return { training: teaching.progress(), ...predictions.progress() }
  }

  function summary(row: HeadRow): HeadSummary {
    return summaryOf(db, row, inUse.all().find(({ id }) => id === row.id)?.modelId)
  }

  function announce(): void {
    announcer.announce({ type: 'head.progress', progress: progress() })
  }

  function changed(): void {
    announcer.changed('heads')
    predictions.headsChanged()
  }

  const predictions = createHeadPredictions({
    db,
    vocabularies,
    heads: inUse,
    onProgress: announce,
    onDone: () => {
      announcer.changed('heads')
      parts.onTold()
    },
  })
  const teaching = openTeaching({
    db,
    vocabularies,
    model: parts.model,
    library: parts.library,
    autonomous: parts.autonomous,
    training: openTraining(parts.startProcess),
    onProgress: () => {
      announcer.changed('heads')
      announce()
    },
    onHeads: changed,
  })

  return {
    teaching,
    list: () => headRows(db).map(summary),
    pin: (id, version) => {
      if (version === null) unpin(db, id)
      else chooseVersion(db, id, version, true)
      changed()
      return summary(headRow(db, id))
    },
    revert: (id, version) => {
      chooseVersion(db, id, version, false)
      changed()
      return summary(headRow(db, id))
    },
    remove: (id, version) => {
      if (version !== undefined) return removeVersion(db, id, version)
      const row = headRow(db, id)
      if (row.vocabulary !== null) {
        const subject: Taught = { vocabulary: row.vocabulary, tag: row.tag }
        return teaching.forget(subject)
      }
      removeHead(db, id)
      changed()
    },
    apply: (id) => {
      if (id !== undefined) headRow(db, id)
      return predictions.again(id)
    },
    cancel: predictions.cancel,
    resume: predictions.resume,
    predictions: (trackId) => {
      const telling = tellingOf(inUse, vocabularies)
      return [...telling].flatMap(([by, told]) => {
        const probabilities = predictionOf(db, by, trackId)
        if (!probabilities) return []
        const tags = by.head.tags.map((tag, at) => ({
          ...toHeadTag(tag),
          probability: probabilities[at]!,
          said: tag.threshold !== null && probabilities[at]! >= tag.threshold,
          told: told.includes(at),
        }))
        return [
          {
            headId: by.id,
            name: by.name,
            origin: by.origin,
            version: by.version,
            pinned: by.pinned,
            tags: tags.sort((a, b) => b.probability - a.probability),
          },
        ]
      })
    },
    ranking: (query) => rankTracks(db, inUse.all(), query, parts.rowContext()),
    next: (query) => nextTracks(db, inUse.all(), query, parts.model(), parts.rowContext()),
    changed,
    heard: predictions.heard,
    inspect: (path) => inspectPack(db, parts.packWorker, path, parts.model()),
    import: async (path) => {
      const made = await importPack(db, vocabularies, parts.packWorker, path, parts.model())
      inUse.made(made)
      changed()
      announcer.changed('tags')
      return summary(headRow(db, made.id))
    },
    export: (asked) => exportHead(db, parts.packWorker, asked),
    wake: () => {
      predictions.headsChanged()
      teaching.catchUp()
    },
    progress,
    settled: async () => {
      await teaching.settled()
      await predictions.settled()
    },
    close: async () => {
      await teaching.close()
      await predictions.close()
    },
  }
}
