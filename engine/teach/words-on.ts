import type { Taught, Teaching } from '../../contract/head.ts'
import type { TagState } from '../../contract/tag.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import { NAMED } from './gather-examples.ts'
import { type HeadRow, judgedOf, versionsOf } from './head-store.ts'

const ofSubject = 'vocabulary = $vocabulary AND (tag = $tag OR $tag IS NULL)'

const statements = oncePerDatabase((db) => ({
  said: db.prepare<[Taught], { trackId: number; tag: string; state: TagState }>(
    `SELECT track_id AS trackId, tag, state FROM tag WHERE source = 'user' AND ${ofSubject}`,
  ),
  named: db
    .prepare<[Taught & { named: number }], number>(
      `SELECT count(DISTINCT track_id) FROM tag
       WHERE source = 'file' AND ${ofSubject} AND probability >= $named`,
    )
    .pluck(),
}))

/** On how many tracks the user and the files said something of what is taught. */
export function wordsOn(
  db: Database,
  { vocabulary, tag }: Taught,
): Pick<Teaching, 'confirmed' | 'rejected' | 'named'> {
  const said = statements(db).said.all({ vocabulary, tag })
  const tracks = (state: TagState) =>
    new Set(said.flatMap((word) => (word.state === state ? word.trackId : []))).size
  return {
    confirmed: tracks('confirmed'),
    rejected: tracks('rejected'),
    named: statements(db).named.get({ vocabulary, tag, named: NAMED }) ?? 0,
  }
}

/** Words of the user that a version has not learned, or learned otherwise; all of them before the first version. */
export function changesSince(
  db: Database,
  { id }: Pick<HeadRow, 'id'>,
  { vocabulary, tag }: Taught,
  version: number | null,
): number {
  const now = new Map(
    statements(db)
      .said.all({ vocabulary, tag })
      .map((word) => [`${word.trackId} ${word.tag}`, word.state === 'confirmed' ? 1 : 0]),
  )
  if (version === null) return now.size
  const facts = versionsOf(db, id).find((one) => one.version === version)
  const tags = facts?.tags.map((one) => one.tag) ?? []
  const learned = new Map<string, number>(
    judgedOf(db, id, version).flatMap(({ trackId, by, labels }) =>
      by === 'user' ? labels.map((label, at) => [`${trackId} ${tags[at]}`, label] as const) : [],
    ),
  )
  let changes = 0
  for (const [word, label] of now) if (learned.get(word) !== label) changes++
  if (tag !== null) for (const word of learned.keys()) if (!now.has(word)) changes++
  return changes
}
