import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '../../../../contract/vocabulary.ts'
import { queries } from '../../client.ts'
import { isSpoken } from '../../locales/i18n.ts'
import { indexTerms } from './terms.ts'

const noTerms = indexTerms([], 'en')

/** The vocabularies, named as in the language of the page; empty until they have come. */
export function useTerms() {
  const { language } = useTranslation().i18n
  const select = useCallback(
    (all: readonly Vocabulary[]) => indexTerms(all, isSpoken(language) ? language : 'en'),
    [language],
  )
  return useQuery(queries.tag.vocabularies.queryOptions({ select })).data ?? noTerms
}
