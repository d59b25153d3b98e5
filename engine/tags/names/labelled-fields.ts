import type { VocabularyId } from '../../../contract/vocabulary.ts'
import { roleOf } from './naming-words.ts'
import { remember } from './remember.ts'
import { splitWords } from './split-words.ts'

type TextUse = 'title' | 'comment' | 'genre'

/** What a field of a file's tags is read as: names of certain vocabularies, or free text. */
export type FieldUse =
  | { use: 'label'; marks: readonly VocabularyId[]; marker: string }
  | { use: TextUse }

const labels = new Map<string, readonly VocabularyId[]>(
  Object.entries({
    saz: ['instrument'],
    calgilar: ['instrument'],
    soloinstrument: ['instrument'],
    tradition: ['tradition'],
    musicaltradition: ['tradition'],
    gelenek: ['tradition'],
    culture: ['tradition'],
    kultur: ['tradition'],
  }),
)

const uses = new Map<string, TextUse>(
  Object.entries({
    work: 'title',
    worktitle: 'title',
    musicbrainzwork: 'title',
    musicbrainzworktitle: 'title',
    subtitle: 'title',
    grouping: 'title',
    contentgroup: 'title',
    tit1: 'title',
    tit3: 'title',
    movement: 'title',
    movementname: 'title',
    originaltitle: 'title',
    description: 'comment',
    notes: 'comment',
    note: 'comment',
    aciklama: 'comment',
    style: 'genre',
    subgenre: 'genre',
    styles: 'genre',
    category: 'genre',
    kategori: 'genre',
    genre: 'genre',
  }),
)

function useOf(key: string): FieldUse | null {
  const words = splitWords(key.slice(key.lastIndexOf(':') + 1), false, 100).map(
    ({ folded }) => folded,
  )
  const name = words.join('')
  const use = uses.get(name)
  if (use) return { use }
  const named = labels.get(name)
  if (named) return { use: 'label', marks: named, marker: '' }
  if (words.length > 3) return null
  const marks = words.flatMap((word) => roleOf(word)?.marks ?? [])
  const marker = words.find((word) => roleOf(word)) ?? ''
  return marks.length > 0 ? { use: 'label', marks: [...new Set(marks)], marker } : null
}

const rememberedUse = remember(useOf, 1000)

/**
 * @param key as written, also with the prefix of its format ("TXXX:MAKAM", "----:com.apple.iTunes:RAGA")
 */
export function fieldUse(key: string): FieldUse | null {
  return rememberedUse(key)
}
