import { useTranslation } from 'react-i18next'
import { parseSearch, type SearchHint, type SearchTerm } from '../../../../contract/search-query.ts'
import { Chips } from '../../ui/chips.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { examples } from './examples.ts'
import { termWords } from './term-words.ts'

interface SearchTermsProps {
  search: string
  onChange: (search: string) => void
}

/** What a search with more than words is taken to mean, and what of it was not understood; nothing for words alone. */
export function SearchTerms({ search, onChange }: SearchTermsProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const { terms: asked, hints: all } = parseSearch(search, new Date())
  const hints = all.filter(({ why }) => why !== 'empty')
  if (asked.every(isPlain) && hints.length === 0) return null
  return (
    <div className="search-terms">
      {!asked.every(isPlain) && (
        <Chips
          label={t('search.terms')}
          chips={asked.map((term) => {
            const words = termWords(t, term, terms)
            return {
              id: `${term.from} ${words}`,
              name: words,
              removeLabel: t('search.remove', { term: words }),
              onRemove: () => onChange(without(search, term)),
            }
          })}
        />
      )}
      <div role="status">
        {hints.map((hint) => (
          <Hint key={hint.written} hint={hint} />
        ))}
      </div>
    </div>
  )
}

function Hint({ hint: { why, prefix, written } }: { hint: SearchHint }) {
  const { t } = useTranslation()
  const known = Object.entries(examples).find(([name]) => name === prefix)
  return (
    <p className="search-hint small">
      <Icon name="why" size={14} />
      {why === 'value' && known
        ? t('search.hint.value', { written, prefix, example: `${prefix}:${known[1][0]}` })
        : t('search.hint.prefix', { written, prefix })}
    </p>
  )
}

function isPlain({ criterion, excluded }: SearchTerm): boolean {
  return criterion.by === 'words' && !criterion.phrase && !excluded
}

function without(search: string, { from, to }: SearchTerm): string {
  return `${search.slice(0, from).trimEnd()} ${search.slice(to).trimStart()}`.trim()
}
