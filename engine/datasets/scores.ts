import { basename } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { type Confusion, confusionOf, highest } from './confusion.ts'
import { type TaskMetrics, taskMetrics } from './metrics.ts'
import { readTable } from './read-table.ts'

/** Numbers by track and tag. */
interface NumberTable {
  name: string
  tags: string[]
  /** By track: the line, and a number for each tag. */
  rows: Map<string, { line: number; values: number[] }>
}

/** Problem: `invalid-input`, naming line and column. */
function readNumbers(path: string, allowed: (value: number) => boolean, what: string): NumberTable {
  const name = basename(path)
  const [header, ...rows] = readTable(path)
  const tags = header?.cells.slice(1) ?? []
  if (tags.length === 0 || new Set(tags).size < tags.length)
    throw problem(
      'invalid-input',
      `${name} needs a header: the track, then each tag once. It begins with “${header?.cells.join(', ') ?? ''}”.`,
    )
  const table: NumberTable = { name, tags, rows: new Map() }
  for (const { line, cells } of rows) {
    const [track = '', ...given] = cells
    const before = table.rows.get(track)
    if (before)
      throw problem(
        'invalid-input',
        `${name}, line ${line}: “${track}” stands on line ${before.line} already.`,
      )
    const values = tags.map((tag, i) => {
      const cell = given[i] ?? ''
      const value = cell === '' ? Number.NaN : Number(cell)
      if (allowed(value)) return value
      throw problem(
        'invalid-input',
        `${name}, line ${line}, “${tag}”: “${cell}” is not ${what}. Nothing was judged.`,
      )
    })
    table.rows.set(track, { line, values })
  }
  return table
}

export interface ScoresJudged extends TaskMetrics {
  tracks: number
  tags: string[]
  /** Where each track has exactly one tag. */
  confusion: Confusion | null
}

/** What stands in one table and not in the other, in words; empty for nothing. */
function absent(from: NumberTable, other: NumberTable): string[] {
  const tracks = [...from.rows].filter(([track]) => !other.rows.has(track))
  const tags = from.tags.filter((tag) => !other.tags.includes(tag))
  return [
    ...tracks.map(
      ([track, { line }]) => `“${track}” (${from.name}, line ${line}) is not in ${other.name}`,
    ),
    ...tags.map((tag) => `the tag “${tag}” of ${from.name} is not in ${other.name}`),
  ]
}

const MOST_TOLD = 10

/**
 * Judges scores that any program has written by the truth: two tables with a header, the track in the first column and a
 * column for each tag; 1 or 0 in the one, numbers in the other. Problem: `invalid-input`, naming every row at fault.
 */
export function judgeScores(truthFile: string, scoresFile: string): ScoresJudged {
  const truth = readNumbers(truthFile, (value) => value === 0 || value === 1, '0 or 1')
  const scores = readNumbers(scoresFile, Number.isFinite, 'a number')
  const faults = [...absent(truth, scores), ...absent(scores, truth)]
  if (faults.length > 0 || truth.rows.size === 0)
    throw problem(
      'invalid-input',
      faults.length === 0
        ? `${truth.name} names no track.`
        : `The tables do not name the same tracks and tags (${faults.length}): ${faults.slice(0, MOST_TOLD).join('; ')}${faults.length > MOST_TOLD ? '; and so on' : ''}.`,
    )
  const { tags } = truth
  const columns = tags.map((tag) => scores.tags.indexOf(tag))
  const truths = [...truth.rows.values()].map(({ values }) => values)
  const scored = [...truth.rows.keys()].map((track) => {
    const values = scores.rows.get(track)?.values ?? []
    return columns.map((column) => values[column] ?? 0)
  })
  const isChoice = tags.length > 1 && truths.every((row) => row.filter(Boolean).length === 1)
  return {
    tracks: truths.length,
    tags,
    ...taskMetrics(
      Int8Array.from(truths.flat()),
      scored.flat(),
      tags.map(() => 0.5),
    ),
    confusion: isChoice ? confusionOf(truths.map(highest), scored.map(highest), tags.length) : null,
  }
}
