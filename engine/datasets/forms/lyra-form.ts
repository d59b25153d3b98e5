import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Finding, type Listed, valuesIn } from '../listed.ts'
import { readTable, type TableRow } from '../read-table.ts'

const columns = ['instruments', 'genres', 'place']

/** Pieces of one broadcast belong together. */
function readPart(rows: readonly TableRow[], file: string, split: string): Listed {
  const name = basename(file)
  const [head, ...body] = rows
  const at = (title: string) => head?.cells.indexOf(title) ?? -1
  const findings: Finding[] = []
  const tracks = body.flatMap(({ line, cells }) => {
    const place = `${name}, line ${line}`
    const path = cells[at('id')] ?? ''
    if (path === '') {
      findings.push({ kind: 'no-path', place, words: 'The row names no piece and was left out.' })
      return []
    }
    const tags = columns.flatMap((title) =>
      valuesIn(cells[at(title)] ?? '').map((value) => `${title}--${value}`),
    )
    const broadcast = cells[at('youtube-id')] ?? ''
    const groups = broadcast ? [`broadcast: ${broadcast}`] : []
    return [{ place, path, split, tags, unknown: [], groups }]
  })
  return { form: 'lyra', tracks, tags: null, findings }
}

/**
 * The TSV files of the Lyra dataset; audio is found by the id of a piece. Of `training.tsv` and `test.tsv` both are
 * read, whichever was named; `raw.tsv` has no split.
 */
export function readLyra(file: string): Listed {
  const parts = ['training.tsv', 'test.tsv'] as const
  if (!parts.some((part) => part === basename(file))) return readPart(readTable(file), file, '')
  const read = parts
    .map((part) => join(dirname(file), part))
    .filter((path) => existsSync(path))
    .map((path) => readPart(readTable(path), path, basename(path, '.tsv')))
  return {
    form: 'lyra',
    tracks: read.flatMap(({ tracks }) => tracks),
    tags: null,
    findings: read.flatMap(({ findings }) => findings),
  }
}
