import { expect, test } from 'vitest'
import { fewExamplesOptions } from '../heads/training-options.ts'
import { seededRandom } from '../random.ts'
import type { EmbeddedTracks } from './embed-tracks.ts'
import { evaluateHeads } from './evaluate-heads.ts'
import type { Dataset, DatasetTrack } from './open-dataset.ts'
import { taskOf } from './task.ts'

const encoder = {
  ...{ modelId: 'made', name: 'Made', layers: 2, hiddenSize: 6 },
  ...{ randomWeights: true, file: '', warnings: [] },
}
const seeds = [1, 2, 3]
const ARTISTS = 40
const TRACKS = 160

function made(partOf: (row: number) => DatasetTrack['part']): {
  dataset: Dataset
  embedded: EmbeddedTracks
} {
  const random = seededRandom(4)
  const means = new Map<string, Uint8Array>()
  const tracks = Array.from({ length: TRACKS }, (_, row): DatasetTrack => {
    const file = `${row}.wav`
    const has = random.chance(0.4)
    const values = Float16Array.from({ length: 12 }, () => random.between(-1, 1) + Number(has) / 3)
    means.set(file, new Uint8Array(values.buffer))
    return {
      ...{ place: file, file, part: partOf(row), unknown: new Set() },
      tags: new Set(has ? ['slow'] : []),
      groups: [`artist ${row % ARTISTS}`],
    }
  })
  const dataset: Dataset = {
    ...{ folder: '', form: 'table', tracks, tags: ['slow'], findings: [] },
    ...{ rows: TRACKS, unusedFiles: 0 },
  }
  return { dataset, embedded: { encoder, means, findings: [] } }
}

const given = (row: number) => (row < 100 ? 'train' : row < 120 ? 'validation' : 'test')

async function evaluated(partOf: (row: number) => DatasetTrack['part']) {
  const { dataset, embedded } = made(partOf)
  const task = taskOf(dataset, [embedded], 'given', seeds)
  const plan = { seeds, layers: false, oneOf: [], options: fewExamplesOptions, vocabularies: [] }
  const told = { signal: new AbortController().signal, onProgress: () => {} }
  const [row] = await evaluateHeads(task, [embedded], { ...plan, version: 'test' }, told)
  return row!
}

test('a list’s split is that of all seeds', async () => {
  const { dataset, embedded } = made(given)
  const { splits, splitBySeed } = taskOf(dataset, [embedded], 'given', seeds)
  expect(splitBySeed).toBe(false)
  for (const split of splits) expect(split).toEqual(dataset.tracks.map(({ part }) => part))
  const row = await evaluated(given)
  expect(row.overDefined.rocAuc?.deviation).toBe(0)
})

test('what such a list does not say is the same for all seeds too', () => {
  const { dataset, embedded } = made((row) => (row < 120 ? 'train' : 'test'))
  const { splits } = taskOf(dataset, [embedded], 'given', seeds)
  expect(splits[0]).toContain('validation')
  expect(new Set(splits.map((split) => split.join())).size).toBe(1)
})

test.each(['given', 'groups'] as const)(
  'without one, each seed splits anew and keeps artists apart (%s)',
  (way) => {
    const { dataset, embedded } = made(() => null)
    const { splits, splitBySeed } = taskOf(dataset, [embedded], way, seeds)
    expect(splitBySeed).toBe(true)
    expect(new Set(splits.map((split) => split.join())).size).toBe(seeds.length)
    for (const split of splits)
      for (const [row, part] of split.entries()) expect(part).toBe(split[row % ARTISTS])
  },
)

test('the deviation then tells of the choice of tracks, and tracks are counted on average', async () => {
  const row = await evaluated(() => null)
  expect(row.overDefined.rocAuc?.deviation).toBeGreaterThan(0.005)
  const [{ positives, negatives } = { positives: 0, negatives: 0 }] = row.perTag
  expect(positives + negatives).toBeCloseTo(TRACKS / 5, 0)
})

test('a tag that is not learnt from with one of the seeds is left out, and told', () => {
  const { dataset, embedded } = made(() => null)
  const first = taskOf(dataset, [embedded], 'groups', [1]).splits[0]!
  const tracks = dataset.tracks.map((track, row) =>
    first[row] === 'test' ? { ...track, tags: new Set([...track.tags, 'rare']) } : track,
  )
  const rare = { ...dataset, tracks, tags: ['slow', 'rare'] }
  const task = taskOf(rare, [embedded], 'groups', seeds)
  expect(task.tags).toEqual(['slow'])
  expect(task.findings).toMatchObject([{ kind: 'one-class', place: 'rare' }])
})
