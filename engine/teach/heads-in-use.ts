import type { HeadSummary } from '../../contract/head.ts'
import { isProblem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Head } from '../heads/head.ts'
import { headRows, readVersion } from './head-store.ts'

/** A head that is applied to the library. */
export interface HeadInUse {
  id: number
  name: string
  origin: HeadSummary['origin']
  version: number
  pinned: boolean
  head: Head
}

export interface HeadsInUse {
  /** The version in use of every head that has one and can be read, as of now. */
  all(): readonly HeadInUse[]
  /** Heads came, went, or are used otherwise. */
  changed(): void
}

/** Keeps the heads in use in memory: a few megabytes each. */
export function openHeadsInUse(db: Database): HeadsInUse {
  let known: HeadInUse[] | undefined

  function read(before: readonly HeadInUse[]): HeadInUse[] {
    return headRows(db).flatMap(({ id, name, origin, version, pinned }) => {
      if (version === null) return []
      const same = before.find((one) => one.id === id && one.version === version)
      const head = same?.head ?? readable(id, version)
      return head ? [{ id, name, origin, version, pinned: pinned === 1, head }] : []
    })
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
      return known ?? []
    },
    changed: () => {
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
