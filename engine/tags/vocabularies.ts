import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import type { TagRef } from '../../contract/tag.ts'
import {
  ownVocabulary,
  type Term,
  type Vocabulary,
  type VocabularyId,
  vocabulary,
  vocabularyId,
} from '../../contract/vocabulary.ts'

/** Every vocabulary, with its terms by id. */
export interface Vocabularies {
  readonly all: readonly Vocabulary[]
  /** Undefined when the vocabulary has no such term, e.g. one that a newer version wrote. */
  term(vocabulary: VocabularyId, id: string): Term | undefined
  /** Moves whenever terms come, go or are called otherwise. */
  state(): string
}

/** The vocabularies that the app brings; the user's own tags are in the library. */
const brought = vocabularyId.options.filter((id) => id !== ownVocabulary)

/** Reads `vocabularies/*.json` of the models folder. Throws where a file is absent or breaks the schema. */
export function readVocabularies(modelsFolder: string): Vocabularies {
  const all = brought.map((id) =>
    vocabulary.parse(
      JSON.parse(readFileSync(join(modelsFolder, 'vocabularies', `${id}.json`), 'utf8')),
    ),
  )
  const byId = new Map(
    all.map(({ vocabulary: id, terms }) => [id, new Map(terms.map((one) => [one.id, one]))]),
  )
  return { all, term: (id, tag) => byId.get(id)?.get(tag), state: () => '' }
}

/** Problem: `invalid-input` for a tag that is no term of its vocabulary. */
export function refuseUnknownTags(vocabularies: Vocabularies, tags: readonly TagRef[]): void {
  for (const { vocabulary: id, tag } of tags)
    if (!vocabularies.term(id, tag))
      throw problem('invalid-input', `There is no “${tag}” in the vocabulary ${id}.`, {
        field: 'decisions',
      })
}
