import type { Taught } from '../../contract/head.ts'
import { problem } from '../../contract/problem.ts'
import type { TagSource, TagState } from '../../contract/tag.ts'
import type { VocabularyId } from '../../contract/vocabulary.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import { fold } from '../library/fold.ts'
import { seededRandom, shuffle } from '../random.ts'
import type { KnownBy } from './judged.ts'

/** From this confidence on a name in a file is an example. */
export const NAMED = 0.9
/** Fewer tracks of a tag of a vocabulary are not learned from: such a tag is none of its head's. */
const LEAST_OF_A_TAG = 3
/** The user's word on fewer tracks is not enough to begin. */
const LEAST_OF_ONE_TAG = 2
/** Tracks that nobody judged, taken as not having a tag: so many for each that has it, together with those judged. */
const PRESUMED_EACH = 20
const MOST_PRESUMED = 200
/** More examples make a head no better than their copies are slow. The user's own come first. */
const MOST_EXAMPLES = 4_000
const SEED = 1

/** Vocabularies of which a track has one name. */
const exclusive: ReadonlySet<VocabularyId> = new Set([
  'tradition',
  'makam',
  'raga',
  'dromos',
  'usul',
  'tala',
])

/** Tracks to learn from, without their sound. */
export interface Gathered {
  /** Ids of the tags, of one vocabulary. */
  tags: string[]
  /** Whether a track has exactly one of them. */
  exclusive: boolean
  rows: { trackId: number; by: KnownBy; labels: number[] }[]
}

interface SaidRow {
  trackId: number
  tag: string
  source: TagSource
  state: TagState
}

interface TextRow {
  artist: string
  albumArtist: string
  album: string
  composer: string
  title: string
}

const statements = oncePerDatabase((db) => ({
  said: db.prepare<[{ vocabulary: string; named: number }], SaidRow>(
    `SELECT track_id AS trackId, tag, source, state FROM tag
     WHERE source = 'user' AND vocabulary = $vocabulary
     UNION ALL
     SELECT track_id, tag, source, state FROM tag
     WHERE source = 'file' AND vocabulary = $vocabulary AND probability >= $named
     ORDER BY 1`,
  ),
  heard: db
    .prepare<[string], number>('SELECT track_id FROM sound WHERE model_id = ? ORDER BY track_id')
    .pluck(),
  texts: db.prepare<[number], TextRow>(
    'SELECT artist, album_artist AS albumArtist, album, composer, title FROM track WHERE id = ?',
  ),
}))

/** What the user and the files say of a vocabulary, by track. A name that the user rejected is not named. */
function saidOf(db: Database, vocabulary: VocabularyId) {
  const rows = statements(db).said.all({ vocabulary, named: NAMED })
  return [...Map.groupBy(rows, ({ trackId }) => trackId)].map(([trackId, said]) => {
    const of = (source: TagSource, state: TagState) =>
      said.filter((row) => row.source === source && row.state === state).map(({ tag }) => tag)
    const confirmed = of('user', 'confirmed')
    const rejected = of('user', 'rejected')
    const named = of('file', 'proposed').filter((tag) => !rejected.includes(tag))
    return { trackId, confirmed, rejected, named }
  })
}

type Said = ReturnType<typeof saidOf>[number]

/** Names that the user's word does not settle otherwise. */
function hasOf({ confirmed, named }: Said, one: boolean): string[] {
  return one && confirmed.length > 0 ? confirmed : [...new Set([...confirmed, ...named])]
}

function rowOfOne(said: Said, tag: string, one: boolean): Gathered['rows'][number] | undefined {
  const { trackId, confirmed, rejected, named } = said
  const row = (by: KnownBy, label: number) => ({ trackId, by, labels: [label] })
  if (confirmed.includes(tag)) return row('user', 1)
  if (rejected.includes(tag)) return row('user', 0)
  if (one && confirmed.length > 0) return row('user', 0)
  if (named.includes(tag)) return row('file', 1)
  return one && named.length > 0 ? row('file', 0) : undefined
}

function rowOfSeveral(said: Said, tags: readonly string[], one: boolean) {
  const has = hasOf(said, one).filter((tag) => tags.includes(tag))
  if (one && has.length > 1) return undefined
  const labels = tags.map((tag) => {
    if (has.includes(tag)) return 1
    if (has.length > 0 || said.rejected.includes(tag)) return 0
    return -1
  })
  if (labels.every((label) => label === -1)) return undefined
  const by: KnownBy = said.confirmed.length + said.rejected.length > 0 ? 'user' : 'file'
  return { trackId: said.trackId, by, labels }
}

/** Ids of the tracks that a model has heard, in an order by chance that is always the same. */
function heardBy(db: Database, modelId: string): number[] {
  const ids = statements(db).heard.all(modelId)
  return shuffle(ids, seededRandom(SEED))
}

/** The user's own first, then at most so many, each kind by chance. */
function fewer(rows: Gathered['rows']): Gathered['rows'] {
  if (rows.length <= MOST_EXAMPLES) return rows
  const { user = [], rest = [] } = Object.groupBy(rows, ({ by }) =>
    by === 'user' ? 'user' : 'rest',
  )
  return [...user, ...shuffle(rest, seededRandom(SEED))].slice(0, MOST_EXAMPLES)
}

/**
 * The examples that the library has of what is taught, among tracks that the model heard: the user's words, what files
 * name for sure and, of one tag, tracks by chance that are presumed not to have it. Problem: `too-few-examples`.
 */
export function gatherExamples(db: Database, subject: Taught, modelId: string): Gathered {
  const { vocabulary, tag } = subject
  const one = exclusive.has(vocabulary)
  const heard = heardBy(db, modelId)
  const isHeard = new Set(heard)
  const said = saidOf(db, vocabulary).filter(({ trackId }) => isHeard.has(trackId))
  if (tag !== null) return { tags: [tag], exclusive: false, rows: ofOneTag(said, tag, one, heard) }
  const counts = new Map<string, number>()
  for (const each of said)
    for (const name of hasOf(each, one)) counts.set(name, (counts.get(name) ?? 0) + 1)
  const tags = [...counts]
    .flatMap(([name, tracks]) => (tracks >= LEAST_OF_A_TAG ? [name] : []))
    .sort()
  if (tags.length < 2)
    throw problem(
      'too-few-examples',
      `To learn a whole vocabulary, confirm at least two of its names on ${LEAST_OF_A_TAG} analysed tracks each.`,
    )
  return {
    tags,
    exclusive: one,
    rows: fewer(said.flatMap((each) => rowOfSeveral(each, tags, one) ?? [])),
  }
}

function ofOneTag(
  said: readonly Said[],
  tag: string,
  one: boolean,
  heard: readonly number[],
): Gathered['rows'] {
  const known = fewer(said.flatMap((each) => rowOfOne(each, tag, one) ?? []))
  const positives = known.filter(({ labels }) => labels[0] === 1).length
  if (positives < LEAST_OF_ONE_TAG)
    throw problem(
      'too-few-examples',
      `Confirm at least ${LEAST_OF_ONE_TAG} analysed tracks that have it; there ${positives === 1 ? 'is one' : 'are none'}.`,
    )
  const negatives = known.length - positives
  const wanted = Math.min(MOST_PRESUMED, PRESUMED_EACH * positives) - negatives
  const judged = new Set(said.filter((each) => isJudged(each, tag)).map(({ trackId }) => trackId))
  const presumed = heard
    .filter((trackId) => !judged.has(trackId))
    .slice(0, Math.max(0, wanted))
    .map((trackId) => ({ trackId, by: 'presumed' as const, labels: [0] }))
  if (negatives + presumed.length === 0)
    throw problem(
      'too-few-examples',
      'Every analysed track has it. Reject some that have it not, or analyse more music to tell it from.',
    )
  return [...known, ...presumed]
}

function isJudged({ confirmed, rejected, named }: Said, tag: string): boolean {
  return confirmed.includes(tag) || rejected.includes(tag) || named.length > 0
}

/** What tracks share that must not be both learned from and judged by, from the strictest on. */
export interface Kinship {
  apart: 'artists' | 'albums'
  /** [rows]: names of groups. */
  groups: string[][]
}

/** Tracks of one artist, album or work belong together; less strictly, those of one album or work. */
export function kinshipOf(db: Database, trackIds: readonly number[]): Kinship[] {
  const strict: string[][] = []
  const loose: string[][] = []
  for (const trackId of trackIds) {
    const row = statements(db).texts.get(trackId)
    const named = (kind: string, ...parts: (string | undefined)[]) =>
      parts.every((part) => part) ? [`${kind} ${parts.map((part) => fold(part!)).join(' / ')}`] : []
    const albumAndWork = [
      ...named('album', row?.albumArtist || row?.artist, row?.album),
      ...named('work', row?.composer, row?.title),
    ]
    loose.push(albumAndWork)
    strict.push([...albumAndWork, ...named('artist', row?.artist)])
  }
  return [
    { apart: 'artists', groups: strict },
    { apart: 'albums', groups: loose },
  ]
}
