/** `node engine/tags/vocabularies-page.ts`: writes docs/vocabularies.md from the vocabularies. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Term, Tradition, Vocabulary } from '../../contract/vocabulary.ts'
import { readVocabularies, type Vocabularies } from './vocabularies.ts'

const root = join(import.meta.dirname, '../..')
export const pageFile = join(root, 'docs/vocabularies.md')

const traditionNames: Record<Tradition, string> = {
  turkish: 'Turkish',
  hindustani: 'Hindustani',
  carnatic: 'Carnatic',
  greek: 'Greek',
  other: 'Other',
}

function detail(term: Term): string {
  const parts = [
    term.degrees && !term.members ? `${term.degrees.join(' ')} cents` : undefined,
    term.meter && `${term.meter}${term.grouping ? ` (${term.grouping})` : ''}`,
    term.beats && `${term.beats} beats`,
    term.family && !term.family.startsWith('family-') ? term.family : undefined,
  ]
  return parts.filter(Boolean).join('; ')
}

function row(term: Term): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  return `| ${cell(term.name)} | ${cell(term.aliases.join(', '))} | ${cell(detail(term))} |`
}

function section({ title, source, licence, terms }: Vocabulary): string {
  const byTradition = Map.groupBy(terms, ({ traditions }) =>
    traditions.map((one) => traditionNames[one]).join(', '),
  )
  const tables = [...byTradition].map(([traditions, all]) =>
    [`### ${traditions} (${all.length})`, '', '| name | also written | |', '| --- | --- | --- |']
      .concat(all.map(row))
      .join('\n'),
  )
  return [`## ${title}`, `${source} ${licence}`, ...tables].join('\n\n')
}

/** The page that lists every vocabulary. */
export function vocabulariesPage({ all }: Vocabularies): string {
  const intro =
    'Every name that Naghma knows, in searching, browsing and reading tags. Made from `models/vocabularies` by\n`node engine/tags/vocabularies-page.ts`; change the data, not this page.'
  return `${['# Vocabularies', intro, ...all.map(section)].join('\n\n')}\n`
}

if (import.meta.main)
  writeFileSync(pageFile, vocabulariesPage(readVocabularies(join(root, 'models'))))
