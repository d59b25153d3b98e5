import type { Database } from '../../native/sqlite.ts'
import { type CatchUp, createCatchUp } from '../library/catch-up.ts'
import { createNameRecogniser, type NamedTag } from './names/recognise-names.ts'
import { type Proposal, propose } from './tag-store.ts'
import type { Vocabularies } from './vocabularies.ts'

/** Rises whenever the same texts would be read otherwise. */
const NAMES_VERSION = '1'
/** Tracks read in one piece: a few milliseconds. */
const AT_ONCE = 50

interface TextColumns {
  title: string
  artist: string
  album: string
  genre: string
  comment: string
}

/** What a name that was read proposes, with where it was read as shown to people: "title", "field MAKAM". */
export function namedProposal({ vocabulary, tag, confidence, place, key }: NamedTag): Proposal {
  return {
    vocabulary,
    tag,
    probability: confidence,
    rank: null,
    place: place === 'field' ? `field ${key}` : place,
  }
}

/**
 * Reads mode, rhythm, form, instrument and tradition names in what files say of themselves, for every track whose
 * texts changed since they were last read (or were never), and proposes them as tags.
 */
export function createNameReading(
  db: Database,
  vocabularies: Vocabularies,
  onDone: () => void,
): CatchUp {
  const outdated = db.prepare<[string]>(
    "UPDATE track SET named_as = '' WHERE named_as <> '' AND named_as <> ?",
  )
  const unread = db
    .prepare<[number], number>("SELECT id FROM track WHERE named_as = '' LIMIT ?")
    .pluck()
  const columns = db.prepare<[number], TextColumns>(
    'SELECT title, artist, album, genre, comment FROM track WHERE id = ?',
  )
  const fields = db.prepare<[number], { key: string; value: string }>(
    'SELECT key, value FROM track_field WHERE track_id = ? ORDER BY position',
  )
  const paths = db
    .prepare<[number], string>('SELECT path_text FROM file WHERE track_id = ? ORDER BY id LIMIT 8')
    .pluck()
  const mark = db.prepare<[string, number]>('UPDATE track SET named_as = ? WHERE id = ?')
  let checked = false
  /** Made when first needed: it takes as long as all the rest of the start. */
  let recogniser: ReturnType<typeof createNameRecogniser> | undefined

  function read(trackId: number): void {
    const texts = columns.get(trackId)
    if (!texts) return
    recogniser ??= createNameRecogniser(vocabularies)
    const named = recogniser({ ...texts, fields: fields.all(trackId), paths: paths.all(trackId) })
    propose(db, trackId, 'file', NAMES_VERSION, named.map(namedProposal))
    mark.run(NAMES_VERSION, trackId)
  }

  return createCatchUp({
    onDone,
    step: () => {
      if (!checked) outdated.run(NAMES_VERSION)
      checked = true
      const ids = unread.all(AT_ONCE)
      db.transaction(() => ids.forEach(read))()
      return ids.length > 0
    },
  })
}
