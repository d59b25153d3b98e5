import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tradition, Vocabulary } from '../../../../contract/vocabulary.ts'
import { queries } from '../../client.ts'
import { isSpoken } from '../../locales/i18n.ts'
import { indexTerms, traditions } from './terms.ts'

const noTerms = indexTerms([], 'en')

function isTradition(id: string): id is Tradition {
  return traditions.some((tradition) => tradition === id)
}

/** Traditions by the page's own names for them; those of the vocabulary find them too. */
function nameTraditions(t: TFunction, all: readonly Vocabulary[]): Vocabulary[] {
  return all.map((vocabulary) => {
    if (vocabulary.vocabulary !== 'tradition') return vocabulary
    const terms = vocabulary.terms.map((term) =>
      isTradition(term.id)
        ? { ...term, name: t(`tradition.${term.id}`), aliases: [term.name, ...term.aliases] }
        : term,
    )
    return { ...vocabulary, terms }
  })
}

/** The vocabularies, named as in the language of the page; empty until they have come. */
export function useTerms() {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const select = useCallback(
    (all: readonly Vocabulary[]) =>
      indexTerms(nameTraditions(t, all), isSpoken(language) ? language : 'en'),
    [t, language],
  )
  return useQuery(queries.tag.vocabularies.queryOptions({ select })).data ?? noTerms
}
