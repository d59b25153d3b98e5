import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browseFilter } from '../../contract/browse.ts'
import { openTagIndex } from '../browse/tag-index.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { findTerm } from './find-term.ts'
import { createOwnTag, removeOwnTag, renameOwnTag, withOwnTags } from './own-tags.ts'
import { decideTags, tagRows } from './tag-store.ts'
import { readVocabularies } from './vocabularies.ts'

const brought = readVocabularies(join(import.meta.dirname, '../../models'))
let folder: string
let library: Library
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-own-'))
  library = openLibrary(folder)
  for (const id of [1, 2])
    library.db
      .prepare("INSERT INTO track (id, identity, title, added_at) VALUES (?, ?, 't', 0)")
      .run(id, Buffer.from(`${id}`))
})
afterEach(() => {
  library.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a tag of any name and script gets an id that stays', () => {
  const { db } = library
  expect(createOwnTag(db, 'Düğün oyunları')).toEqual({
    vocabulary: 'own',
    tag: 'dugun-oyunlari',
    name: 'Düğün oyunları',
  })
  expect(createOwnTag(db, 'திருமண இசை').tag).toBe('tag')
  expect(createOwnTag(db, 'विवाह').tag).toBe('tag-2')
  expect(renameOwnTag(db, 'dugun-oyunlari', 'Wedding dances')).toMatchObject({
    tag: 'dugun-oyunlari',
    name: 'Wedding dances',
  })
})

test('names that are taken, or no names, are refused', () => {
  const { db } = library
  const { tag } = createOwnTag(db, 'Wedding dances')
  const refused = expect.objectContaining({ code: 'invalid-input', field: 'name' })
  expect(() => createOwnTag(db, 'WEDDING  dances'.replace('  ', ' '))).toThrow(refused)
  expect(() => createOwnTag(db, '—!')).toThrow(refused)
  expect(renameOwnTag(db, tag, 'wedding dances').name).toBe('wedding dances')
  const gone = expect.objectContaining({ code: 'not-found' })
  expect(() => renameOwnTag(db, 'nothing', 'x')).toThrow(gone)
  expect(() => removeOwnTag(db, 'nothing')).toThrow(gone)
})

test('own tags are found, browsed and searched as soon as they are made, and go with all that was said', () => {
  const { db } = library
  const vocabularies = withOwnTags(db, brought)
  const tags = openTagIndex(db, vocabularies, () => null)
  const count = () => tags.counts(browseFilter.parse({}), Int32Array.from([1, 2])).tags
  expect(count()).toEqual([])
  const state = tags.state()
  const { tag } = createOwnTag(db, 'Wedding dances')
  expect(tags.state()).not.toBe(state)
  expect(findTerm(vocabularies.all, 'wedding dances')).toMatchObject({ vocabulary: 'own' })
  expect(vocabularies.term('own', tag)?.name).toBe('Wedding dances')
  const decisions = [{ vocabulary: 'own', tag, state: 'confirmed' }] as const
  decideTags(db, { trackIds: [2], decisions, replace: false })
  expect(count()).toEqual([{ vocabulary: 'own', tag, tracks: 1 }])
  expect([1, 2].filter((id) => tags.named('weddi')?.test(id))).toEqual([2])
  expect([1, 2].filter((id) => tags.called(['own'], 'wedding dances')(id))).toEqual([2])
  renameOwnTag(db, tag, 'Feasts')
  expect(tags.named('weddi')).toBeUndefined()
  expect([1, 2].filter((id) => tags.named('feasts')?.test(id))).toEqual([2])
  expect(removeOwnTag(db, tag)).toEqual({ tracks: 1 })
  expect(tagRows(db, 2)).toEqual([])
  expect(count()).toEqual([])
  expect(vocabularies.term('own', tag)).toBeUndefined()
})
