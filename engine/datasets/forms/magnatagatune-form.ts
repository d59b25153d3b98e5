import type { Finding, Listed } from '../listed.ts'
import type { TableRow } from '../read-table.ts'

/**
 * The usual split by the folder, a character from 0 to f: twelve to learn from, one to choose by, three to test. (The
 * split of Lee et al. 2017; evaluations differ in which clips without tags they leave out.)
 */
function splitOf(path: string): string {
  const folder = Number.parseInt(path[0] ?? '', 16)
  if (Number.isNaN(folder) || path[1] !== '/') return ''
  return folder <= 0xb ? 'train' : folder === 0xc ? 'validation' : 'test'
}

/**
 * `annotations_final.csv` of MagnaTagATune: `clip_id`, a column with 1 and 0 for each tag, `mp3_path`. Parts of one
 * recording (numbers at the end of the name) belong together.
 */
export function readMagnatagatune(rows: readonly TableRow[], name: string): Listed {
  const [head, ...body] = rows
  const header = head?.cells ?? []
  const pathColumn = header.indexOf('mp3_path')
  const tags = header.filter((title) => title !== 'clip_id' && title !== 'mp3_path')
  const findings: Finding[] = []
  const tracks = body.flatMap(({ line, cells }) => {
    const place = `${name}, line ${line}`
    const path = cells[pathColumn] ?? ''
    if (path === '') {
      findings.push({ kind: 'no-path', place, words: 'The row names no file and was left out.' })
      return []
    }
    const has: string[] = []
    const unknown: string[] = []
    for (const [i, title] of header.entries()) {
      if (title === 'clip_id' || title === 'mp3_path') continue
      const cell = cells[i] ?? ''
      if (cell === '1') has.push(title)
      else if (cell !== '0') {
        unknown.push(title)
        findings.push({
          kind: 'bad-cell',
          place,
          words: `“${cell}” under “${title}” is neither 1 nor 0; whether the clip has this tag counts as not known.`,
        })
      }
    }
    const recording = path.replace(/-\d+-\d+\.\w+$/, '')
    return [{ place, path, split: splitOf(path), tags: has, unknown, groups: [recording] }]
  })
  return { form: 'magnatagatune', tracks, tags, findings }
}
