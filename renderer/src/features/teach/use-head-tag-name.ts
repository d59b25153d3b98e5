import type { HeadVersion } from '../../../../contract/head.ts'
import { vocabularies } from '../tags/terms.ts'
import { useTerms } from '../tags/use-terms.ts'

/** What people call a tag of a head. Packs may bring names that this library does not know: those are as they came. */
export function useHeadTagName() {
  const terms = useTerms()
  return ({ vocabulary, tag, name }: HeadVersion['tags'][number]): string => {
    const known = vocabularies.find((one) => one === vocabulary)
    return (known && terms.get({ vocabulary: known, tag })?.name) ?? name
  }
}
