import { problem } from '../../../contract/problem.ts'
import { type Finding, type Listed, type ListedTrack, valuesIn } from '../listed.ts'
import type { TableRow } from '../read-table.ts'

/** How the columns are called that say something else than one tag. Lower case. */
const paths = [
  'path',
  'file',
  'filename',
  'file_name',
  'filepath',
  'file_path',
  'location',
  'audio',
]
const splits = ['split', 'part', 'set', 'subset', 'fold']
const lists = ['tags', 'tag', 'labels', 'label']
const groups = ['artist', 'artists', 'album', 'work', 'composer', 'group', 'concert']
/** Read by people only. */
const remarks = new Set(
  'id,title,name,duration,length,year,mbid,url,comment,notes,youtube-id,start-ts,end-ts'.split(','),
)

const yes = new Set(['1', '1.0', 'true', 'yes', 'y', 'x', '✓'])
const no = new Set(['0', '0.0', 'false', 'no', 'n'])
const isMark = (cell: string) => yes.has(cell.toLowerCase()) || no.has(cell.toLowerCase())

interface Columns {
  path: number
  split: number
  list: number
  groups: number[]
  /** One tag each, marked or not. */
  marks: { tag: string; index: number; emptyIsNo: boolean }[]
  /** `makam` with `Hicaz` in its cells stands for `makam--Hicaz`. */
  categories: { category: string; index: number }[]
}

/** Whether a column marks one tag: most of what is written in it says yes or no. */
function isMarked(rows: readonly TableRow[], index: number): boolean {
  const written = rows.map(({ cells }) => cells[index] ?? '').filter((cell) => cell !== '')
  return written.length > 0 && written.filter(isMark).length * 2 > written.length
}

function columnsOf(header: readonly string[], rows: readonly TableRow[], name: string): Columns {
  const lower = header.map((title) => title.toLowerCase())
  const find = (names: readonly string[]) => lower.findIndex((title) => names.includes(title))
  const columns: Columns = {
    path: find(paths),
    split: find(splits),
    list: find(lists),
    groups: lower.flatMap((title, i) => (groups.includes(title) ? [i] : [])),
    marks: [],
    categories: [],
  }
  if (columns.path < 0)
    throw problem(
      'invalid-input',
      `${name} has no column that names the files. One of its columns must be called ${paths.slice(0, 3).join(', ')}…; it has: ${header.join(', ')}.`,
    )
  const taken = new Set([columns.path, columns.split, columns.list, ...columns.groups])
  for (const [index, title] of header.entries()) {
    if (taken.has(index) || title === '' || remarks.has(lower[index] ?? '')) continue
    if (isMarked(rows, index)) {
      const emptyIsNo = rows.every(({ cells }) => !no.has((cells[index] ?? '').toLowerCase()))
      columns.marks.push({ tag: title, index, emptyIsNo })
    } else if (rows.some(({ cells }) => (cells[index] ?? '') !== ''))
      columns.categories.push({ category: title, index })
  }
  return columns
}

/**
 * A table with a header: a column with the path; if need be split, artist, album and work; and the tags as a list
 * (`makam--Hicaz|instrument--Ney`), as columns with 1 and 0 (or yes and no; where a column only has marks, an empty cell
 * means no, else that it is not known), or as columns with names. Problem: `invalid-input` without a path.
 */
export function readTableForm(rows: readonly TableRow[], name: string): Listed {
  const [head, ...body] = rows
  const header = head?.cells ?? []
  const repeated = header.find((title, i) => title !== '' && header.indexOf(title) < i)
  if (repeated !== undefined)
    throw problem('invalid-input', `${name} has two columns called “${repeated}”.`)
  const columns = columnsOf(header, body, name)
  const findings: Finding[] = []

  function trackOf({ line, cells }: TableRow): ListedTrack[] {
    const place = `${name}, line ${line}`
    const path = cells[columns.path] ?? ''
    if (path === '') {
      findings.push({ kind: 'no-path', place, words: 'The row names no file and was left out.' })
      return []
    }
    if (cells.length !== header.length)
      findings.push({
        kind: 'short-row',
        place,
        words: `The row has ${cells.length} cells where the header has ${header.length}; what stands in cells that are absent counts as not known.`,
      })
    const tags = valuesIn(cells[columns.list] ?? '')
    const unknown: string[] = []
    for (const { category, index } of columns.categories)
      for (const value of valuesIn(cells[index] ?? '')) tags.push(`${category}--${value}`)
    for (const { tag, index, emptyIsNo } of columns.marks) {
      const cell = cells[index]?.toLowerCase()
      if (cell !== undefined && yes.has(cell)) tags.push(tag)
      else if (cell === undefined || (!no.has(cell) && !(cell === '' && emptyIsNo))) {
        unknown.push(tag)
        if (cell)
          findings.push({
            kind: 'bad-cell',
            place,
            words: `“${cells[index]}” under “${tag}” is neither yes nor no; whether the track has this tag counts as not known.`,
          })
      }
    }
    return [
      {
        place,
        path,
        split: cells[columns.split] ?? '',
        tags: [...new Set(tags)],
        unknown,
        groups: columns.groups.flatMap((index) =>
          valuesIn(cells[index] ?? '').map((value) => `${header[index]}: ${value}`),
        ),
      },
    ]
  }

  const tracks = body.flatMap(trackOf)
  const onlyMarks = columns.list < 0 && columns.categories.length === 0
  return {
    form: 'table',
    tracks,
    tags: onlyMarks ? columns.marks.map(({ tag }) => tag) : null,
    findings,
  }
}
