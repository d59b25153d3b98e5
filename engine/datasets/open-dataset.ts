import type { Split } from '../heads/examples.ts'
import { audioFilesIn } from './audio-files.ts'
import type { DatasetForm, Finding, ListedTrack } from './listed.ts'
import { readListed } from './read-listed.ts'

/** A track whose file is there and about which the list does not contradict itself. */
export interface DatasetTrack {
  place: string
  /** Below the dataset's folder, as it is on the disk. */
  file: string
  /** Null where the list has no split. */
  part: Split | null
  tags: ReadonlySet<string>
  unknown: ReadonlySet<string>
  groups: string[]
}

/** A folder of audio with what is known of its tracks. */
export interface Dataset {
  folder: string
  form: DatasetForm
  tracks: DatasetTrack[]
  /** Those that are learnt and judged. */
  tags: string[]
  findings: Finding[]
  /** Rows of the list, and files of audio that no row names. */
  rows: number
  unusedFiles: number
}

export interface OpenOptions {
  /** Only these, in this order. */
  tags?: readonly string[]
  /** Of the tags that occur, so many of the most frequent in what is learnt from. */
  most?: number
}

const parts: { [word: string]: Split } = {
  train: 'train',
  training: 'train',
  valid: 'validation',
  validation: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  eval: 'test',
  evaluation: 'test',
}

interface Found extends ListedTrack {
  file: string
  part: Split | null
}

/** Finds the file and the part of each track; what has none is told. */
function located(
  folder: string,
  tracks: readonly ListedTrack[],
  findings: Finding[],
): { found: Found[]; files: number } {
  const files = audioFilesIn(folder)
  const isSplit = tracks.some(({ split }) => split !== '')
  const tell = (kind: Finding['kind'], place: string, words: string) => {
    findings.push({ kind, place, words })
    return []
  }
  const found = tracks.flatMap((track): Found[] => {
    const { place, path, split } = track
    if (files.isOutside(path))
      return tell('outside-folder', place, `“${path}” leads out of the folder; it was left out.`)
    const matches = files.find(path)
    const [file] = matches
    if (file === undefined)
      return tell('missing-file', place, `There is no file “${path}”; it was left out.`)
    if (matches.length > 1)
      return tell(
        'ambiguous-file',
        place,
        `“${path}” may mean ${matches.join(' or ')}; it was left out.`,
      )
    const part = parts[split.toLowerCase()] ?? null
    if (isSplit && part === null)
      return split === ''
        ? tell('no-split', place, `“${path}” is in no part of the split; it was left out.`)
        : tell(
            'unknown-split',
            place,
            `“${split}” is no part of a split (train, validation or test); “${path}” was left out.`,
          )
    return [{ ...track, file, part }]
  })
  return { found, files: files.count }
}

function sameTags(one: Found, other: Found): boolean {
  const said = ({ tags, unknown }: Found) =>
    [...tags, '', ...unknown.map((tag) => `${tag}?`)].sort().join('\n')
  return said(one) === said(other)
}

/** Each file once; those that rows say different things of are left out. */
function unrepeated(found: readonly Found[], findings: Finding[]): Found[] {
  const byFile = Map.groupBy(found, ({ file }) => file)
  return [...byFile.values()].flatMap((rows) => {
    const [first, ...more] = rows
    if (!first) return []
    for (const row of more) {
      const kind =
        row.part !== first.part
          ? 'contradictory-split'
          : sameTags(row, first)
            ? 'duplicate-row'
            : 'contradictory-tags'
      const words = {
        'contradictory-split': `“${row.path}” is for ${row.part} here and for ${first.part} in ${first.place}; it was left out of both.`,
        'contradictory-tags': `“${row.path}” has other tags here than in ${first.place}; it was left out.`,
        'duplicate-row': `“${row.path}” stands in ${first.place} already; it counts once.`,
      }[kind]
      findings.push({ kind, place: row.place, words })
    }
    const isSound = more.every((row) => row.part === first.part && sameTags(row, first))
    return isSound ? [first] : []
  })
}

/** By falling frequency in what is learnt from, equals by name, as ccml has it. */
function mostFrequent(tracks: readonly Found[]): string[] {
  const counts = new Map<string, number>()
  for (const { part, tags } of tracks)
    if (part === 'train' || part === null)
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([tag]) => tag)
}

/** Tags that what is learnt from cannot teach, because all of it has them or nothing. */
function unteachable(tags: readonly string[], tracks: readonly Found[]): Map<string, string> {
  const learnt = tracks.filter(({ part }) => part !== 'test' && part !== 'validation')
  return new Map(
    tags.flatMap((tag) => {
      const has = learnt.filter((track) => track.tags.includes(tag)).length
      const unknown = learnt.filter((track) => track.unknown.includes(tag)).length
      if (has > 0 && has + unknown < learnt.length) return []
      const words = has === 0 ? 'No track to learn from has it' : 'Every track to learn from has it'
      return [[tag, `${words}; it cannot be learnt.`] as const]
    }),
  )
}

/** Artists, albums or works that are learnt from and tested with. */
function sharedGroups(tracks: readonly Found[]): number {
  const sides = new Map<string, Set<string>>()
  for (const { groups, part } of tracks)
    for (const group of groups)
      if (part !== null)
        sides.set(group, (sides.get(group) ?? new Set()).add(part === 'test' ? 'test' : 'learn'))
  return [...sides.values()].filter((side) => side.size > 1).length
}

/**
 * Opens a folder of audio and the list of its tracks (any form that `readListed` knows). Nothing is dropped in silence:
 * what cannot be used is among the findings, with its place. Problems: those of `readListed` and `audioFilesIn`.
 */
export function openDataset(folder: string, list: string, options: OpenOptions = {}): Dataset {
  const listed = readListed(list, folder)
  const findings = [...listed.findings]
  const { found, files } = located(folder, listed.tracks, findings)
  const tracks = unrepeated(found, findings)
  const known = options.tags ?? (listed.tags && options.most === undefined ? listed.tags : null)
  const wanted = known ?? mostFrequent(tracks).slice(0, options.most)
  const lost = unteachable(wanted, tracks)
  for (const [tag, words] of lost) findings.push({ kind: 'one-class', place: tag, words })
  const tags = wanted.filter((tag) => !lost.has(tag))
  const shared = sharedGroups(tracks)
  if (shared > 0)
    findings.push({
      kind: 'shared-group',
      place: 'the split',
      words: `${shared} artists, albums or works are both learnt from and tested with, so the figures tell too much; --split groups makes a split that keeps them apart.`,
    })
  if (tracks.length > 0 && tags.length === 0)
    findings.push({
      kind: 'no-tags',
      place: 'the list',
      words: 'No tag is left that could be learnt.',
    })
  return {
    folder,
    form: listed.form,
    tracks: tracks.map(({ place, file, part, tags: has, unknown, groups }) => ({
      place,
      file,
      part,
      tags: new Set(has),
      unknown: new Set(unknown),
      groups,
    })),
    tags,
    findings,
    rows: listed.tracks.length,
    unusedFiles: files - new Set(found.map(({ file }) => file)).size,
  }
}

/** Whether tracks have tags, [tracks, tags] row-major: 1, 0, or -1 where it is not known. */
export function labelsOf(tracks: readonly DatasetTrack[], tags: readonly string[]): Int8Array {
  return Int8Array.from(
    tracks.flatMap((track) =>
      tags.map((tag) => (track.tags.has(tag) ? 1 : track.unknown.has(tag) ? -1 : 0)),
    ),
  )
}
