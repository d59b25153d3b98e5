import { useTranslation } from 'react-i18next'
import type { Taught } from '../../../../contract/head.ts'
import { useTerms } from '../tags/use-terms.ts'

/** What people call what is taught: a tag, or every tag of a vocabulary. */
export function useSubjectName() {
  const { t } = useTranslation()
  const terms = useTerms()
  return ({ vocabulary, tag }: Taught): string =>
    tag === null
      ? t('teach.whole', { vocabulary: t(`vocabulary.${vocabulary}`) })
      : terms.nameOf({ vocabulary, tag })
}
