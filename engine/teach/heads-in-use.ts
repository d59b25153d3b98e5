import type { HeadSummary } from '../../contract/head.ts'
import { isProblem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Head, HeadEncoder } from '../heads/head.ts'
import { encoderFit } from '../packs/encoder-fit.ts'
import { headRows, readVersion } from './head-store.ts'

/** A head that is applied to the library. */
export interface HeadInUse {
  id: number
  name: string
  origin: HeadSummary['origin']
  version: number
  pinned: boolean
  head: Head
  /** The model whose embeddings it reads. */
  modelId: string
}

export interface HeadsInUse {
  /** The version in use of every head that has one, can be read and fits a model of the library, as of now. */
  all(): readonly HeadInUse[]
  /** Heads or models came, went, or are used otherwise. */
  changed(): void
  /** A version that was just made, so that it need not be read back. */
  made(version: { id: number; version: number; head: Head }): void
}

/**
 * Keeps the heads in use in memory: a few megabytes each. A head reads the embeddings that tracks are compared by where it
 * fits their model, else those of the model it was trained on.
 */
export function openHeadsInUse(db: Database, compared: () => HeadEncoder | undefined): HeadsInUse {
  let known: HeadInUse[] | undefined
  let fresh: Pick<HeadInUse, 'id' | 'version' | 'head'>[] = []
  const isKept = db.prepare<[string], 1>('SELECT 1 FROM model WHERE id = ?').pluck()

  function read(before: readonly HeadInUse[]): HeadInUse[] {
    return headRows(db).flatMap(({ id, name, origin, version, pinned }) => {
      if (version === null) return []
      const same = [...fresh, ...before].find((one) => one.id === id && one.version === version)
      const head = same?.head ?? readable(id, version)
      const modelId = head && modelFor(head.encoder)
      if (!head || modelId === undefined) return []
      return [{ id, name, origin, version, pinned: pinned === 1, head, modelId }]
    })
  }

  function modelFor(encoder: HeadEncoder): string | undefined {
    const model = compared()
    if (model && encoderFit(encoder, model) !== 'none') return model.modelId
    return isKept.get(encoder.modelId) === 1 ? encoder.modelId : undefined
  }

  function readable(id: number, version: number): Head | undefined {
    try {
      return readVersion(db, id, version)
    } catch (error) {
      if (isProblem(error)) return undefined
      throw error
    }
  }

  let stale = true
  return {
    all: () => {
      if (stale) known = read(known ?? [])
      stale = false
      fresh = []
      return known ?? []
    },
    changed: () => {
      stale = true
    },
    made: (version) => {
      fresh.push(version)
      stale = true
    },
  }
}

/**
 * The head whose word on a tag is told where several know it, with the tag's place in it: a pinned one, else what the user
 * taught, else the one that was better on what it had not seen.
 */
export function tellerOf(
  heads: readonly HeadInUse[],
  { vocabulary, tag }: { vocabulary: string; tag: string },
): { by: HeadInUse; at: number } | undefined {
  let best: { by: HeadInUse; at: number; rank: number } | undefined
  for (const by of heads) {
    const at = by.head.tags.findIndex((one) => one.vocabulary === vocabulary && one.tag === tag)
    if (at < 0) continue
    const rank =
      (by.pinned ? 4 : 0) +
      (by.origin === 'taught' ? 2 : 0) +
      (by.head.tags[at]?.rocAuc ?? 0) +
      (by.head.tags.length === 1 ? 0.5 : 0)
    if (!best || rank > best.rank) best = { by, at, rank }
  }
  return best && { by: best.by, at: best.at }
}
