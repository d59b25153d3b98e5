import { problem } from '../../contract/problem.ts'
import type { TagRef, TagSource, TagState } from '../../contract/tag.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { TagRow } from './effective-tags.ts'

export type Proposal = Pick<TagRow, 'vocabulary' | 'tag' | 'probability' | 'rank' | 'place'>

/** Changes that can be undone; older ones are forgotten. */
const CHANGES_KEPT = 200

interface UserRow extends TagRef {
  trackId: number
  /** Null where the user had said nothing. */
  state: TagState | null
}

const statements = oncePerDatabase((db) => ({
  rows: db.prepare<[number], TagRow>(
    `SELECT vocabulary, tag, source, state, probability, rank, version, place
     FROM tag WHERE track_id = ? ORDER BY rank`,
  ),
  some: db.prepare<[string], TagRow & { track_id: number }>(
    `SELECT track_id, vocabulary, tag, source, state, probability, rank, version, place
     FROM tag WHERE track_id IN (SELECT value FROM json_each(?)) ORDER BY track_id, rank`,
  ),
  drop: db.prepare<[number, TagSource]>('DELETE FROM tag WHERE track_id = ? AND source = ?'),
  propose: db.prepare<
    [Proposal & { trackId: number; source: TagSource; version: string; at: number }]
  >(
    `INSERT INTO tag (track_id, vocabulary, tag, source, state, probability, rank, version, place, at)
     SELECT id, $vocabulary, $tag, $source, 'proposed', $probability, $rank, $version, $place, $at
     FROM track WHERE id = $trackId`,
  ),
  said: db
    .prepare<[number, string, string], TagState>(
      `SELECT state FROM tag
       WHERE track_id = ? AND vocabulary = ? AND tag = ? AND source = 'user'`,
    )
    .pluck(),
  say: db.prepare<
    [{ trackId: number; vocabulary: string; tag: string; state: string; at: number }]
  >(
    `INSERT INTO tag (track_id, vocabulary, tag, source, state, version, place, at)
     SELECT id, $vocabulary, $tag, 'user', $state, '', '', $at FROM track WHERE id = $trackId
     ON CONFLICT (track_id, vocabulary, tag, source)
     DO UPDATE SET state = excluded.state, at = excluded.at`,
  ),
  unsay: db.prepare<[number, string, string]>(
    `DELETE FROM tag WHERE track_id = ? AND vocabulary = ? AND tag = ? AND source = 'user'`,
  ),
  addChange: db.prepare<[number, string]>('INSERT INTO tag_change (at, before) VALUES (?, ?)'),
  forgetChanges: db.prepare<[number]>('DELETE FROM tag_change WHERE id <= ?'),
}))

/** Everything that is said of a track's tags. */
export function tagRows(db: Database, trackId: number): TagRow[] {
  return statements(db).rows.all(trackId)
}

/** The same of several tracks, by track; those of which nothing is said are left out. */
export function tagRowsOf(db: Database, trackIds: readonly number[]): Map<number, TagRow[]> {
  return Map.groupBy(statements(db).some.all(JSON.stringify(trackIds)), ({ track_id }) => track_id)
}

/**
 * Puts what one source proposes for a track in the place of what it proposed before; nothing is written where that is
 * the same. Part of the caller's transaction. Answers whether anything changed.
 */
export function propose(
  db: Database,
  trackId: number,
  source: Exclude<TagSource, 'user'>,
  version: string,
  proposals: readonly Proposal[],
): boolean {
  const signature = (rows: readonly (Proposal & { version: string })[]) =>
    rows
      .map(({ vocabulary, tag, probability, rank, place, version: by }) =>
        [vocabulary, tag, probability, rank, place, by].join('\t'),
      )
      .sort()
      .join('\n')
  const before = tagRows(db, trackId).filter((row) => row.source === source)
  const after = proposals.map((proposal) => ({ ...proposal, version }))
  if (signature(before) === signature(after)) return false
  const { drop, propose: insert } = statements(db)
  drop.run(trackId, source)
  const at = Date.now()
  for (const proposal of after) insert.run({ ...proposal, trackId, source, at })
  return true
}

export interface Decision extends TagRef {
  state: TagState
}

/**
 * Writes down the user's word on tags of tracks: `proposed` takes it back. With `replace`, a confirmed tag takes the
 * place of the others of its vocabulary: the user's are taken back, what others propose is rejected. Answers the
 * change, for {@link undoChange}, and how many tracks changed.
 */
export function decideTags(
  db: Database,
  input: { trackIds: readonly number[]; decisions: readonly Decision[]; replace: boolean },
): { change: number; tracks: number } {
  return db.transaction(() => {
    const before: UserRow[] = []
    const at = Date.now()
    for (const trackId of new Set(input.trackIds)) {
      const decisions = input.replace
        ? [...displaced(tagRows(db, trackId), input.decisions), ...input.decisions]
        : input.decisions
      for (const decision of decisions) {
        const state = statements(db).said.get(trackId, decision.vocabulary, decision.tag) ?? null
        if ((state ?? 'proposed') === decision.state) continue
        say(db, trackId, decision, at)
        const { vocabulary, tag } = decision
        before.push({ trackId, vocabulary, tag, state })
      }
    }
    const { lastInsertRowid } = statements(db).addChange.run(at, JSON.stringify(before))
    const change = Number(lastInsertRowid)
    statements(db).forgetChanges.run(change - CHANGES_KEPT)
    return { change, tracks: new Set(before.map(({ trackId }) => trackId)).size }
  })()
}

/** What has to give way to confirmed tags of the same vocabularies. */
function displaced(rows: readonly TagRow[], decisions: readonly Decision[]): Decision[] {
  const confirmed = decisions.filter(({ state }) => state === 'confirmed')
  return rows.flatMap(({ vocabulary, tag, source, state }): Decision[] => {
    const rivals = confirmed.filter((decision) => decision.vocabulary === vocabulary)
    if (rivals.length === 0 || rivals.some((rival) => rival.tag === tag)) return []
    if (source !== 'user') return [{ vocabulary, tag, state: 'rejected' }]
    return state === 'confirmed' && !rows.some((row) => row.tag === tag && row.source !== 'user')
      ? [{ vocabulary, tag, state: 'proposed' }]
      : []
  })
}

function say(db: Database, trackId: number, { vocabulary, tag, state }: Decision, at: number) {
  if (state === 'proposed') statements(db).unsay.run(trackId, vocabulary, tag)
  else statements(db).say.run({ trackId, vocabulary, tag, state, at })
}

/** Makes the user's word what it was before a change. Answers the tags it touched. Problem: `not-found`. */
export function undoChange(db: Database, change: number): { tracks: number; touched: TagRef[] } {
  return db.transaction(() => {
    const kept = db
      .prepare<[number], string>('DELETE FROM tag_change WHERE id = ? RETURNING before')
      .pluck()
      .get(change)
    if (kept === undefined)
      throw problem('not-found', 'This change was undone already, or is too long ago.')
    const rows: UserRow[] = JSON.parse(kept)
    const at = Date.now()
    for (const { trackId, vocabulary, tag, state } of rows.reverse())
      say(db, trackId, { vocabulary, tag, state: state ?? 'proposed' }, at)
    return { tracks: new Set(rows.map(({ trackId }) => trackId)).size, touched: rows }
  })()
}
