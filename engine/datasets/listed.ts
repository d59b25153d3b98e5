/** What can be wrong with a dataset; each is told with its place, and what was done about it. */
export type FindingKind =
  | 'missing-file'
  | 'outside-folder'
  | 'ambiguous-file'
  | 'duplicate-row'
  | 'contradictory-split'
  | 'contradictory-tags'
  | 'unknown-split'
  | 'no-split'
  | 'bad-cell'
  | 'short-row'
  | 'no-path'
  | 'unknown-id'
  | 'unreadable'
  | 'no-tags'
  | 'one-class'
  | 'shared-group'

export interface Finding {
  kind: FindingKind
  /** `tracks.csv, line 12`, or the name of a tag. */
  place: string
  /** A sentence. */
  words: string
}

/** A track as a list names it. */
export interface ListedTrack {
  place: string
  /** As written: a path of any kind, or the name of a file with or without its ending. */
  path: string
  /** As written; empty for none. */
  split: string
  /** `category--name`, or a plain name. */
  tags: string[]
  /** Tags of which it is not known whether the track has them. */
  unknown: string[]
  /** Artists, albums, works: tracks that share any belong together. */
  groups: string[]
}

/** The kinds of list that are understood. */
export type DatasetForm = 'table' | 'magnatagatune' | 'fma' | 'lyra' | 'dunya' | 'ccml'

/** What a list says, before it is held against the files. */
export interface Listed {
  form: DatasetForm
  tracks: ListedTrack[]
  /** Every tag the list knows, in its order, also those that no track has; null where only the tracks tell. */
  tags: string[] | null
  findings: Finding[]
}

/** Values of a cell that lists several, without those that stand for none. */
export function valuesIn(cell: string, separator: RegExp = /[|;]/): string[] {
  const values = cell
    .split(separator)
    .map((value) => value.trim())
    .filter((value) => value !== '' && !/^(nan|null|n\/a|-)$/i.test(value))
  return [...new Set(values)]
}
