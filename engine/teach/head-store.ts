import type {
  HeadFigure,
  HeadSummary,
  HeadVersion,
  PackAbout,
  Taught,
} from '../../contract/head.ts'
import { problem } from '../../contract/problem.ts'
import type { VocabularyId } from '../../contract/vocabulary.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { Head, HeadTag } from '../heads/head.ts'
import { headStart, readHead, writeHead } from '../heads/head-file.ts'
import { readTensors } from './head-tensors.ts'
import { type Judged, packJudged, unpackJudged } from './judged.ts'

export interface HeadRow {
  id: number
  name: string
  origin: HeadSummary['origin']
  vocabulary: VocabularyId | null
  tag: string | null
  version: number | null
  pinned: number
}

/** What is told of a version without reading its weights. */
type VersionFacts = Pick<
  HeadVersion,
  'modelName' | 'tracks' | 'description' | 'figure' | 'tags' | 'pack'
>

interface VersionRow {
  version: number
  model_id: string
  made_at: number
  facts: string
  bytes: number
}

const columns = 'id, name, origin, vocabulary, tag, version, pinned'

const statements = oncePerDatabase((db) => ({
  all: db.prepare<[], HeadRow>(`SELECT ${columns} FROM head ORDER BY id`),
  get: db.prepare<[number], HeadRow>(`SELECT ${columns} FROM head WHERE id = ?`),
  ofTaught: db.prepare<[string, string], HeadRow>(
    `SELECT ${columns} FROM head WHERE origin = 'taught' AND vocabulary = ? AND ifnull(tag, '') = ?`,
  ),
  add: db.prepare<[string, HeadSummary['origin'], string | null, string | null, number]>(
    'INSERT INTO head (name, origin, vocabulary, tag, created_at) VALUES (?, ?, ?, ?, ?)',
  ),
  versions: db.prepare<[number], VersionRow>(
    `SELECT version, model_id, made_at, facts, length(file) + ifnull(
       (SELECT sum(length(bytes)) FROM head_tensors
        WHERE head_tensors.tensors = head_version.tensors), 0) AS bytes
     FROM head_version WHERE head_id = ? ORDER BY version DESC`,
  ),
  latest: db
    .prepare<[number], number>('SELECT max(version) FROM head_version WHERE head_id = ?')
    .pluck(),
  addVersion: db.prepare<
    [number, number, string, number, string, string, Uint8Array, number | null]
  >(
    `INSERT INTO head_version (head_id, version, model_id, made_at, facts, judged, file, tensors)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  judged: db
    .prepare<[number, number], string>(
      'SELECT judged FROM head_version WHERE head_id = ? AND version = ?',
    )
    .pluck(),
  file: db.prepare<[number, number], { file: Buffer; tensors: number | null }>(
    'SELECT file, tensors FROM head_version WHERE head_id = ? AND version = ?',
  ),
  use: db.prepare<[number | null, number, number]>(
    'UPDATE head SET version = ?, pinned = ? WHERE id = ?',
  ),
  remove: db.prepare<[number]>('DELETE FROM head WHERE id = ?'),
  removeVersion: db.prepare<[number, number]>(
    'DELETE FROM head_version WHERE head_id = ? AND version = ?',
  ),
  predicted: db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM head_prediction WHERE head_id = ? AND version = ?',
    )
    .pluck(),
  predictable: db
    .prepare<[string], number>('SELECT count(*) FROM sound WHERE model_id = ?')
    .pluck(),
}))

export function headRows(db: Database): HeadRow[] {
  return statements(db).all.all()
}

/** Problem: `not-found`. */
export function headRow(db: Database, id: number): HeadRow {
  const row = statements(db).get.get(id)
  if (!row) throw problem('not-found', 'This head is no longer in the library.', { field: 'id' })
  return row
}

/** The head of what is taught; undefined where it is not taught. */
export function taughtRow(db: Database, { vocabulary, tag }: Taught): HeadRow | undefined {
  return statements(db).ofTaught.get(vocabulary, tag ?? '')
}

/** Makes a head without a version. Answers its id. */
export function addHead(
  db: Database,
  head: Pick<HeadRow, 'name' | 'origin' | 'vocabulary' | 'tag'>,
): number {
  const { name, origin, vocabulary, tag } = head
  return Number(statements(db).add.run(name, origin, vocabulary, tag, Date.now()).lastInsertRowid)
}

/** A tag of a head, for those who look at it. */
export function toHeadTag(tag: HeadTag): HeadVersion['tags'][number] {
  const { vocabulary, tag: id, name, threshold, positives, negatives, rocAuc } = tag
  return { vocabulary, tag: id, name, threshold, positives, negatives, rocAuc }
}

/**
 * Keeps a new version of a head, and uses it unless another one is pinned. `tensors` is what `keepTensors` answered, of a
 * head that may be large. Answers its number. Problem: `not-found`.
 */
export function addVersion(
  db: Database,
  headId: number,
  made: {
    head: Head
    figure: HeadFigure
    judged: readonly Judged[]
    pack?: PackAbout
    tensors?: number | null
  },
): number {
  const { encoder, tags, trainedOn } = made.head
  const { tensors = null } = made
  const facts: VersionFacts = {
    modelName: encoder.name,
    tracks: trainedOn.tracks,
    description: trainedOn.description,
    figure: made.figure,
    pack: made.pack ?? null,
    tags: tags.map(toHeadTag),
  }
  return db.transaction(() => {
    const row = headRow(db, headId)
    const version = (statements(db).latest.get(headId) ?? 0) + 1
    statements(db).addVersion.run(
      headId,
      version,
      encoder.modelId,
      trainedOn.at,
      JSON.stringify(facts),
      packJudged(made.judged),
      tensors === null ? writeHead(made.head) : headStart(made.head),
      tensors,
    )
    if (row.pinned === 0) statements(db).use.run(version, 0, headId)
    return version
  })()
}

export function versionsOf(db: Database, headId: number): HeadVersion[] {
  return statements(db)
    .versions.all(headId)
    .map(({ version, model_id, made_at, facts, bytes }) => {
      const known: VersionFacts = JSON.parse(facts)
      return { version, modelId: model_id, madeAt: made_at, bytes, ...known }
    })
}

/** `modelId` is the model whose embeddings the version in use reads here, if any does. */
export function summaryOf(db: Database, row: HeadRow, modelId: string | undefined): HeadSummary {
  const versions = versionsOf(db, row.id)
  const used = versions.find(({ version }) => version === row.version)
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    taught: row.vocabulary === null ? null : { vocabulary: row.vocabulary, tag: row.tag },
    version: row.version,
    pinned: row.pinned === 1,
    versions,
    predicted: used ? (statements(db).predicted.get(row.id, used.version) ?? 0) : 0,
    predictable: modelId === undefined ? 0 : (statements(db).predictable.get(modelId) ?? 0),
  }
}

/** What the examples of a version were, and what was said of them. */
export function judgedOf(db: Database, headId: number, version: number): Judged[] {
  const packed = statements(db).judged.get(headId, version)
  return packed === undefined ? [] : unpackJudged(packed)
}

/** Problems: `not-found`; those of `readHead` where the library is damaged. */
export function readVersion(db: Database, headId: number, version: number): Head {
  const found = statements(db).file.get(headId, version)
  if (!found) throw noSuchVersion()
  const { file, tensors } = found
  return readHead(tensors === null ? file : Buffer.concat([file, ...readTensors(db, tensors)]))
}

/** Problem: `not-found`. */
export function chooseVersion(
  db: Database,
  headId: number,
  version: number,
  pinned: boolean,
): void {
  headRow(db, headId)
  if (statements(db).judged.get(headId, version) === undefined) throw noSuchVersion()
  statements(db).use.run(version, pinned ? 1 : 0, headId)
}

/** Lets newer versions take the place of the pinned one: the newest at once. Problem: `not-found`. */
export function unpin(db: Database, headId: number): void {
  const { version } = headRow(db, headId)
  statements(db).use.run(statements(db).latest.get(headId) ?? version, 0, headId)
}

/** Removes a head with all its versions and predictions. Problem: `not-found`. */
export function removeHead(db: Database, headId: number): void {
  headRow(db, headId)
  statements(db).remove.run(headId)
}

/** Problems: `not-found`; `invalid-input` for the version in use. */
export function removeVersion(db: Database, headId: number, version: number): void {
  if (headRow(db, headId).version === version)
    throw problem('invalid-input', 'This version is in use. Use another one first.', {
      field: 'version',
    })
  if (statements(db).removeVersion.run(headId, version).changes === 0) throw noSuchVersion()
}

export function noSuchVersion(): Error {
  return problem('not-found', 'This version is no longer in the library.', { field: 'version' })
}
