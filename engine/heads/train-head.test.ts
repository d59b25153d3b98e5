import { expect, test } from 'vitest'
import { rocAuc } from '../datasets/metrics.ts'
import { seededRandom } from '../random.ts'
import { type Examples, rowsOf } from './examples.ts'
import { madeExamples, madePlan } from './fixtures/made-examples.ts'
import type { Head } from './head.ts'
import { readHead, writeHead } from './head-file.ts'
import { predictWithHead } from './predict-with-head.ts'
import { trainHead } from './train-head.ts'
import { fewExamplesOptions, marbleOptions } from './training-options.ts'

const sizes = { count: 400, layers: 4, hiddenSize: 24, tags: 3, share: 0.3, strength: 0.5, seed: 1 }
const quick = { ...marbleOptions, hidden: 32, epochs: 60, batch: 32, learningRate: 3e-3 }

/** ROC-AUC of a tag on the examples that no learner may look at. */
function testArea(head: Head, examples: Examples, tag: number): number {
  const probabilities = predictWithHead(head, examples.means, examples.count)
  const rows = rowsOf(examples, 'test')
  const tags = head.tags.length
  const scores = Float64Array.from(rows, (row) => probabilities[row * tags + tag]!)
  const has = Uint8Array.from(rows, (row) => Number(examples.labels[row * tags + tag] === 1))
  return rocAuc({ scores, has }) ?? 0
}

test.each([
  ['MARBLE’s', quick],
  ['with a weighted sum', { ...quick, aggregation: 'weighted-sum' as const }],
  ['linear, with weighted classes', { ...quick, hidden: null, classWeighting: true }],
  ['in closed form', fewExamplesOptions],
])('a head %s tells what it has not seen', async (_name, options) => {
  const examples = madeExamples(sizes)
  const head = readHead(writeHead(await trainHead(examples, madePlan(sizes), options)))
  for (const [tag, { rocAuc, threshold, positives, negatives }] of head.tags.entries()) {
    expect(testArea(head, examples, tag)).toBeGreaterThan(0.95)
    expect(rocAuc).toBeGreaterThan(0.95)
    expect(threshold).not.toBeNull()
    expect(positives + negatives).toBe(320)
  }
  expect(head.trainedOn).toMatchObject({ tracks: 320, seed: 1234, description: 'made' })
})

test('tags of a group exclude each other', async () => {
  const examples = madeExamples({ ...sizes, tags: 1 })
  const labels = new Int8Array(examples.labels.length * 2)
  for (const [row, label] of examples.labels.entries()) labels[row * 2 + label] = 1
  const plan = madePlan({ ...sizes, tags: 2 })
  const tags = plan.tags.map((tag) => ({ ...tag, group: 0 }))
  const head = await trainHead({ ...examples, labels }, { ...plan, tags }, quick)
  const [no = 0, yes = 0] = predictWithHead(head, examples.means, 1)
  expect(no + yes).toBeCloseTo(1, 6)
  expect(testArea(head, { ...examples, labels }, 1)).toBeGreaterThan(0.95)
})

test('what is not known teaches nothing', async () => {
  const examples = madeExamples(sizes)
  const known = examples.labels.map((label, i) => (i % 2 === 0 ? label : -1))
  const guessed = known.map((label, i) => (label < 0 ? 1 : examples.labels[i]!))
  const [one, two] = [known, guessed].map((labels) => ({ ...examples, labels }))
  const head = await trainHead(one!, madePlan(sizes), quick)
  const misled = await trainHead(two!, madePlan(sizes), quick)
  expect(testArea(head, examples, 0)).toBeGreaterThan(testArea(misled, examples, 0))
})

test('the same seed gives the same head, another seed another', async () => {
  const examples = madeExamples({ ...sizes, count: 60 })
  const train = async (seed: number) =>
    (await trainHead(examples, madePlan(sizes), { ...quick, seed, epochs: 3 })).tensors
  expect(await train(1)).toEqual(await train(1))
  expect(await train(1)).not.toEqual(await train(2))
})

test('closed form: of nothing that can be learned it makes no more than chance', async () => {
  const examples = madeExamples({ ...sizes, count: 60, tags: 20, strength: 0 })
  const plan = madePlan({ ...sizes, tags: 20 })
  const { tags } = await trainHead(examples, plan, fewExamplesOptions)
  const mean = tags.reduce((sum, { rocAuc }) => sum + rocAuc!, 0) / tags.length
  expect(mean).toBeGreaterThan(0.42)
  expect(mean).toBeLessThan(0.58)
})

/** Albums that sound alike within, and whose tags are by chance: nothing of a tag can be learned for another album. */
function madeAlbums() {
  const [albums, each, tags, hiddenSize] = [24, 5, 8, 24]
  const { means, layers } = madeExamples({ ...sizes, count: albums * each, tags: 1, strength: 0 })
  const random = seededRandom(5)
  const sounds = Float32Array.from({ length: albums * hiddenSize }, () => random.between(-2, 2))
  const ofAlbum = Int8Array.from({ length: albums * tags }, () => Number(random.chance(0.4)))
  const count = albums * each
  const rows = [...Array(count).keys()]
  const albumOf = (row: number) => row % albums
  return {
    ...{ count, layers, hiddenSize },
    means: means.map((value, i) => {
      const row = Math.floor(i / (layers * hiddenSize))
      return value + sounds[albumOf(row) * hiddenSize + (i % hiddenSize)]!
    }),
    labels: Int8Array.from(
      rows.flatMap((row) => [...ofAlbum.subarray(albumOf(row) * tags, (albumOf(row) + 1) * tags)]),
    ),
    split: rows.map(() => 'train' as const),
    groups: rows.map((row) => [`album ${albumOf(row)}`]),
  }
}

test('closed form: tracks of one album vouch for each other unless they are left out together', async () => {
  const { groups, ...ungrouped } = madeAlbums()
  const plan = madePlan({ ...sizes, tags: 8 })
  const meanOf = ({ tags }: Head) =>
    tags.reduce((sum, { rocAuc }) => sum + rocAuc!, 0) / tags.length
  const optimistic = await trainHead(ungrouped, plan, fewExamplesOptions)
  const honest = await trainHead({ ...ungrouped, groups }, plan, fewExamplesOptions)
  expect(meanOf(optimistic)).toBeGreaterThan(0.95)
  expect(meanOf(honest)).toBeGreaterThan(0.35)
  expect(meanOf(honest)).toBeLessThan(0.65)
})

test('closed form: a tag of one album alone has no figure, and is never said', async () => {
  const { groups, ...ungrouped } = madeAlbums()
  const labels = Int8Array.from(groups, ([album]) => Number(album === 'album 3'))
  const plan = madePlan({ ...sizes, tags: 1 })
  const { tags } = await trainHead({ ...ungrouped, groups, labels }, plan, fewExamplesOptions)
  expect(tags).toMatchObject([{ rocAuc: null, threshold: null, positives: 5, negatives: 115 }])
})

test('a training that is cancelled ends at the next step', async () => {
  const controller = new AbortController()
  const epochs: number[] = []
  const training = trainHead(madeExamples(sizes), madePlan(sizes), quick, {
    signal: controller.signal,
    onEpoch: ({ epoch }) => {
      epochs.push(epoch)
      if (epoch === 2) controller.abort()
    },
  })
  await expect(training).rejects.toMatchObject({ code: 'cancelled' })
  expect(epochs).toEqual([1, 2])
})
