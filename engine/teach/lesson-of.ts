import type { Database } from '../../native/sqlite.ts'
import { readMeans } from '../analysis/embedding-store.ts'
import type { HeadEncoder } from '../heads/head.ts'
import type { HeadPlan } from '../heads/train-head.ts'
import { meansFromBlob } from '../sound/means.ts'
import { type Gathered, kinshipOf } from './gather-examples.ts'
import type { Judged } from './judged.ts'
import type { Lesson, TaughtHead } from './teach-head.ts'

/** What was gathered, with the sound of each track, as a head is taught from. `tags` are those gathered, in their order. */
export function lessonOf(
  db: Database,
  { rows, exclusive }: Gathered,
  of: {
    encoder: HeadEncoder
    tags: readonly { vocabulary: string; tag: string; name: string }[]
    library: string
  },
): Lesson {
  const { layers, hiddenSize, modelId } = of.encoder
  const size = layers * hiddenSize
  const means = new Float32Array(rows.length * size)
  const trackIds = rows.map(({ trackId }) => trackId)
  const placeOf = new Map(trackIds.map((trackId, row) => [trackId, row]))
  for (const { trackId, means: blob } of readMeans(db, modelId, trackIds))
    means.set(meansFromBlob(blob), placeOf.get(trackId)! * size)
  const plan: HeadPlan = {
    encoder: of.encoder,
    tags: of.tags.map((tag) => ({ ...tag, group: exclusive ? 0 : null })),
    description: describe(rows),
    library: of.library,
  }
  return {
    examples: {
      means,
      count: rows.length,
      layers,
      hiddenSize,
      labels: Int8Array.from(rows.flatMap(({ labels }) => labels)),
    },
    presumed: rows.map(({ by }) => by === 'presumed'),
    kinships: kinshipOf(db, trackIds),
    plan,
  }
}

/** What the examples are, for people who are given the head. */
function describe(rows: Gathered['rows']): string {
  const by = (kind: string) => rows.filter((row) => row.by === kind).length
  const kinds = [
    [by('user'), 'judged by the user'],
    [by('file'), 'named in their files'],
    [by('presumed'), 'taken by chance as not having it'],
  ] as const
  const some = kinds.filter(([tracks]) => tracks > 0)
  return `Tracks of one library: ${some.map(([tracks, words]) => `${tracks} ${words}`).join(', ')}.`
}

/** The examples as they are kept with the version. */
export function judgedFrom({ rows, tags }: Gathered, { heldOut }: TaughtHead): Judged[] {
  return rows.map(({ trackId, by, labels }, row) => ({
    trackId,
    by,
    labels,
    heldOut: Array.from(heldOut.subarray(row * tags.length, (row + 1) * tags.length), (one) =>
      Number.isNaN(one) ? null : one,
    ),
  }))
}
