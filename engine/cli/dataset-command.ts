import { problem } from '../../contract/problem.ts'
import { type Benchmark, readBenchmarks } from '../datasets/benchmarks.ts'
import type { DatasetForm, Finding, FindingKind } from '../datasets/listed.ts'
import { type Dataset, openDataset } from '../datasets/open-dataset.ts'
import { exitCode, type Output } from './context.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

export interface DatasetOptions {
  benchmark?: string
  tags?: number
}

const formWords: Record<DatasetForm, string> = {
  table: 'a table',
  magnatagatune: 'annotations of MagnaTagATune',
  fma: 'tracks.csv of FMA',
  lyra: 'the Lyra dataset',
  dunya: 'metadata of Dunya or Saraga',
  ccml: 'split lists of ccml',
}

const kindWords: Record<FindingKind, string> = {
  'missing-file': 'files that are not there',
  'outside-folder': 'paths out of the folder',
  'ambiguous-file': 'names that several files have',
  'duplicate-row': 'rows that repeat another',
  'contradictory-split': 'files in two parts of the split',
  'contradictory-tags': 'files with different tags in two rows',
  'unknown-split': 'words that are no part of a split',
  'no-split': 'rows without a part of the split',
  'bad-cell': 'cells that are neither yes nor no',
  'short-row': 'rows of another length than the header',
  'no-path': 'rows without a file',
  'unknown-id': 'ids that nothing is known of',
  unreadable: 'entries that could not be read',
  'no-tags': 'no tags',
  'one-class': 'tags that cannot be learnt',
  'shared-group': 'parts that are not independent',
}

const MOST_TOLD = 5

/** Every kind of finding, with the first of each. */
export function findingWords(findings: readonly Finding[]): string[] {
  const byKind = Map.groupBy(findings, ({ kind }) => kind)
  return [...byKind].flatMap(([kind, found]) => [
    `${found.length.toLocaleString('en')}  ${kindWords[kind]}:`,
    ...found.slice(0, MOST_TOLD).map(({ place, words }) => `      ${place}: ${words}`),
    ...(found.length > MOST_TOLD
      ? [`      and ${(found.length - MOST_TOLD).toLocaleString('en')} more (--json lists all)`]
      : []),
  ])
}

/** Problem: `not-found`, naming those there are. */
function benchmarkCalled(name: string | undefined, modelsFolder: string): Benchmark | undefined {
  if (name === undefined) return undefined
  const all = readBenchmarks(modelsFolder)
  const found = all.find(({ id }) => id === name)
  if (found) return found
  throw problem(
    'not-found',
    `No benchmark is called “${name}”; there are ${all.map(({ id }) => id).join(', ')}.`,
  )
}

/** Problems: those of `openDataset`; `not-found` for the benchmark. */
export function datasetFor(
  folder: string,
  list: string,
  { benchmark, tags }: DatasetOptions,
  modelsFolder: string,
): { dataset: Dataset; benchmark: Benchmark | undefined } {
  const chosen = benchmarkCalled(benchmark, modelsFolder)
  const dataset = openDataset(userPath(folder), userPath(list), {
    ...(chosen ? { tags: chosen.tags } : {}),
    ...(tags === undefined ? {} : { most: tags }),
  })
  return { dataset, benchmark: chosen }
}

function partCounts({ tracks }: Dataset): string {
  const counts = (['train', 'validation', 'test'] as const).map(
    (part) => [part, tracks.filter((track) => track.part === part).length] as const,
  )
  return counts.every(([, n]) => n === 0)
    ? 'The list has no split.'
    : counts.map(([part, n]) => `${part} ${n.toLocaleString('en')}`).join(', ')
}

/** Tells what a dataset holds, and everything that is wrong with it. Exits with problems where something is. */
export async function checkDataset(
  output: Output,
  folder: string,
  list: string,
  options: DatasetOptions,
  modelsFolder: string,
): Promise<number> {
  const { dataset } = datasetFor(folder, list, options, modelsFolder)
  const tags = dataset.tags.map((tag) => ({
    tag,
    tracks: dataset.tracks.filter((track) => track.tags.has(tag)).length,
    unknown: dataset.tracks.filter((track) => track.unknown.has(tag)).length,
  }))
  const { form, rows, tracks, findings, unusedFiles } = dataset
  output.print(
    {
      form,
      rows,
      tracks: tracks.map((track) => ({
        file: track.file,
        part: track.part,
        tags: [...track.tags],
        unknown: [...track.unknown],
        groups: track.groups,
      })),
      tags,
      unusedFiles,
      findings,
    },
    [
      `${count(tracks.length, 'track')} of ${count(rows, 'row')}, read as ${formWords[form]}. ${partCounts(dataset)}`,
      ...(unusedFiles > 0 ? [`No row names ${count(unusedFiles, 'file')} of the folder.`] : []),
      '',
      ...tags.map(
        ({ tag, tracks: n, unknown }) =>
          `${String(n).padStart(7)}  ${tag}${unknown > 0 ? `  (not known of ${unknown})` : ''}`,
      ),
      ...(findings.length > 0 ? ['', ...findingWords(findings)] : []),
    ].join('\n'),
  )
  return findings.length > 0 ? exitCode.withProblems : exitCode.done
}
