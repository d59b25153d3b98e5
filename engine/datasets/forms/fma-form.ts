import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { problem } from '../../../contract/problem.ts'
import type { Finding, Listed } from '../listed.ts'
import { readTable, type TableRow } from '../read-table.ts'

const subsets: readonly string[] = ['small', 'medium', 'large', 'full']

/** The names of genres by their number, from `genres.csv` beside the tracks; empty where there is none. */
function genreNames(tracksFile: string): Map<string, string> {
  const file = join(dirname(tracksFile), 'genres.csv')
  if (!existsSync(file)) return new Map()
  const [head, ...rows] = readTable(file)
  const [id, title] = ['genre_id', 'title'].map((name) => head?.cells.indexOf(name) ?? -1)
  return new Map(rows.map(({ cells }) => [cells[id ?? -1] ?? '', cells[title ?? -1] ?? '']))
}

/**
 * `tracks.csv` of FMA, whose header has three rows (the part, the field, `track_id`). Tags are the genres of `genres_all`
 * by the names of `genres.csv`; without that file the top genre. Where the folder of audio is called `fma_small`,
 * `fma_medium` or `fma_large`, only the tracks of that subset are read; a smaller one is part of each larger one.
 * Problem: `invalid-input` where a column is absent.
 */
export function readFma(rows: readonly TableRow[], file: string, folder: string): Listed {
  const name = basename(file)
  const [parts, fields, , ...body] = rows
  const column = (part: string, field: string) => {
    const found = (parts?.cells ?? []).findIndex(
      (cell, i) => cell === part && fields?.cells[i] === field,
    )
    if (found >= 0) return found
    throw problem('invalid-input', `${name} has no column “${field}” under “${part}”.`)
  }
  const split = column('set', 'split')
  const subset = column('set', 'subset')
  const all = column('track', 'genres_all')
  const top = column('track', 'genre_top')
  const artist = column('artist', 'name')
  const album = column('album', 'title')
  const names = genreNames(file)
  const wanted = subsets.findIndex((one) => basename(folder).toLowerCase() === `fma_${one}`)
  const findings: Finding[] = []
  const tracks = body.flatMap(({ line, cells }) => {
    const place = `${name}, line ${line}`
    const id = cells[0] ?? ''
    if (!/^\d{1,6}$/.test(id)) {
      findings.push({
        kind: 'no-path',
        place,
        words: `“${id}” is no number of a track; the row was left out.`,
      })
      return []
    }
    const size = subsets.indexOf(cells[subset] ?? '')
    if (wanted >= 0 && size > wanted) return []
    const numbers = (cells[all] ?? '').match(/\d+/g) ?? []
    const lost = numbers.filter((number) => names.size > 0 && !names.get(number))
    if (lost.length > 0)
      findings.push({
        kind: 'unknown-id',
        place,
        words: `genres.csv has no genre ${lost.join(', ')}; the track goes without.`,
      })
    const tags =
      names.size > 0
        ? numbers.flatMap((number) => names.get(number) || [])
        : [cells[top] ?? ''].filter(Boolean)
    const padded = id.padStart(6, '0')
    return [
      {
        place,
        path: `${padded.slice(0, 3)}/${padded}.mp3`,
        split: cells[split] ?? '',
        tags: [...new Set(tags)],
        unknown: [],
        groups: [
          ...(cells[artist] ? [`artist: ${cells[artist]}`] : []),
          ...(cells[album] ? [`album: ${cells[artist]} ${cells[album]}`] : []),
        ],
      },
    ]
  })
  return { form: 'fma', tracks, tags: null, findings }
}
