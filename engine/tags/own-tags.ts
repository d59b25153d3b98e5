import { problem } from '../../contract/problem.ts'
import type { OwnTag } from '../../contract/tag.ts'
import { ownVocabulary, type Term, tradition, type Vocabulary } from '../../contract/vocabulary.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import { fold } from '../library/fold.ts'
import type { Vocabularies } from './vocabularies.ts'

interface OwnRow {
  id: number
  tag: string
  name: string
}

const statements = oncePerDatabase((db) => ({
  all: db.prepare<[], OwnRow>('SELECT id, tag, name FROM own_tag ORDER BY id'),
  add: db.prepare<[string, string, number]>(
    'INSERT INTO own_tag (tag, name, created_at) VALUES (?, ?, ?)',
  ),
  rename: db.prepare<[string, string]>('UPDATE own_tag SET name = ? WHERE tag = ?'),
  renameHead: db.prepare<[string, string, string]>(
    'UPDATE head SET name = ? WHERE vocabulary = ? AND tag = ?',
  ),
  remove: db.prepare<[string]>('DELETE FROM own_tag WHERE tag = ?'),
  unsay: db.prepare<[string, string]>('DELETE FROM tag WHERE vocabulary = ? AND tag = ?'),
  unteach: db.prepare<[string, string]>('DELETE FROM head WHERE vocabulary = ? AND tag = ?'),
}))

const LONGEST_ID = 60
/** As the contract has it. */
const LONGEST_NAME = 100

/** An id made of what is plain in the name; of names in other scripts nothing may be left. */
function idOf(name: string): string {
  const plain = fold(name)
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/g, '')
  return plain || 'tag'
}

function freeId(name: string, taken: ReadonlySet<string>): string {
  const id = idOf(name)
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}-${n}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Whether a text can be the name of a tag: it has a letter or a digit. */
function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** Problem: `invalid-input` where the name has no letters, or another own tag is called so. */
function refuseName(rows: readonly OwnRow[], name: string, except?: string): void {
  const wanted = fold(name)
  if (!isName(name))
    throw problem('invalid-input', 'A tag needs a name with letters or digits.', { field: 'name' })
  const other = rows.find((row) => row.tag !== except && fold(row.name) === wanted)
  if (other)
    throw problem('invalid-input', `You have a tag called “${other.name}” already.`, {
      field: 'name',
    })
}

/** Makes a tag of the user's own. Problem: `invalid-input` for a name that is taken, or has no letters. */
export function createOwnTag(db: Database, name: string): OwnTag {
  return db.transaction(() => {
    const rows = statements(db).all.all()
    refuseName(rows, name)
    const tag = freeId(name, new Set(rows.map((row) => row.tag)))
    statements(db).add.run(tag, name, Date.now())
    return { vocabulary: ownVocabulary, tag, name }
  })()
}

/**
 * The own tags of these names: those there are, and new ones for the others. A name of which no tag can be made has none.
 * Thousands take as long as a look at the table.
 */
export function ownTagsCalled(db: Database, names: readonly string[]): Map<string, OwnTag> {
  return db.transaction(() => {
    const rows = statements(db).all.all()
    const taken = new Set(rows.map((row) => row.tag))
    const byName = new Map<string, Pick<OwnRow, 'tag' | 'name'>>(
      rows.map((row) => [fold(row.name), row]),
    )
    const found = new Map<string, OwnTag>()
    for (const given of names) {
      const name = given.slice(0, LONGEST_NAME).trim()
      if (!isName(name)) continue
      const same = byName.get(fold(name))
      const tag = same?.tag ?? freeId(name, taken)
      if (!same) {
        statements(db).add.run(tag, name, Date.now())
        taken.add(tag)
        byName.set(fold(name), { tag, name })
      }
      found.set(given, { vocabulary: ownVocabulary, tag, name: same?.name ?? name })
    }
    return found
  })()
}

/** Problems: `not-found`; `invalid-input` as of `createOwnTag`. */
export function renameOwnTag(db: Database, tag: string, name: string): OwnTag {
  return db.transaction(() => {
    refuseName(statements(db).all.all(), name, tag)
    if (statements(db).rename.run(name, tag).changes === 0) throw noSuchTag()
    statements(db).renameHead.run(name, ownVocabulary, tag)
    return { vocabulary: ownVocabulary, tag, name }
  })()
}

/**
 * Removes an own tag with everything that is said of it and was learned of it. Answers how many rows of tracks went.
 * Problem: `not-found`.
 */
export function removeOwnTag(db: Database, tag: string): { tracks: number } {
  return db.transaction(() => {
    if (statements(db).remove.run(tag).changes === 0) throw noSuchTag()
    statements(db).unteach.run(ownVocabulary, tag)
    return { tracks: statements(db).unsay.run(ownVocabulary, tag).changes }
  })()
}

function noSuchTag(): Error {
  return problem('not-found', 'This tag is no longer in the library.', { field: 'tag' })
}

function termOf({ tag, name }: OwnRow): Term {
  return { id: tag, name, aliases: [], traditions: tradition.options }
}

/**
 * The vocabularies that Naghma brings, and the user's own tags as they are at each moment, kept true by triggers of the
 * connection. A change that is rolled back moves `state` too, harmlessly.
 */
export function withOwnTags(db: Database, brought: Vocabularies): Vocabularies {
  let changes = 0
  let known: readonly Vocabulary[] | undefined
  db.function('naghma_own_tags_changed', () => {
    changes++
    known = undefined
    return null
  })
  for (const event of ['INSERT', 'UPDATE', 'DELETE'])
    db.exec(
      `CREATE TEMP TRIGGER naghma_own_tags_${event} AFTER ${event} ON main.own_tag
       BEGIN SELECT naghma_own_tags_changed(); END;`,
    )

  function read(): readonly Vocabulary[] {
    const terms = statements(db).all.all().map(termOf)
    const own: Vocabulary = {
      vocabulary: ownVocabulary,
      title: 'Your own tags',
      source: 'Made by the user of this library.',
      licence: 'Yours.',
      terms,
    }
    return [...brought.all, own]
  }

  function all(): readonly Vocabulary[] {
    known ??= read()
    return known
  }

  return {
    get all() {
      return all()
    },
    term: (vocabulary, id) =>
      vocabulary === ownVocabulary
        ? all()
            .at(-1)
            ?.terms.find((term) => term.id === id)
        : brought.term(vocabulary, id),
    state: () => String(changes),
  }
}
