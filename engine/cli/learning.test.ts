import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, makeGround, until } from '../analysis/fixtures/test-engine.ts'
import type { Evaluation } from '../datasets/evaluation.ts'
import { readHead } from '../heads/head-file.ts'
import { noise, wav } from '../scan/scan-fixture.ts'
import { writeGeneratedCheckpoint } from '../sound/weight-generator.ts'
import { runCli, startCli } from './fixtures/run-cli.ts'

const RATE = 8_000
const SECONDS = 6
const TRACKS = 30

let ground: Ground
let list: string

/** A tone over a little noise; no two alike. */
function tone(seed: number): Int16Array {
  const hz = 200 + 17 * (seed % 9)
  const hiss = noise(seed, SECONDS * RATE)
  return hiss.map((value, i) => 0.05 * value + 8_000 * Math.sin((2 * Math.PI * hz * i) / RATE))
}

beforeAll(async () => {
  ground = await makeGround()
  const rows = ['path,split,makam,artist,lively,instrument']
  for (let n = 0; n < TRACKS; n++) {
    const isTone = n % 2 === 0
    const name = `${n}.wav`
    const samples = isTone ? tone(n) : noise(n, SECONDS * RATE)
    await writeFile(join(ground.music, name), wav(samples, { title: name }))
    const part = n < 18 ? 'train' : n < 24 ? 'validation' : 'test'
    rows.push(
      [
        name,
        part,
        isTone ? 'Hicaz' : 'Rast',
        `artist ${n}`,
        n === 4 ? '' : Number(isTone),
        '',
      ].join(','),
    )
  }
  await writeFile(join(ground.music, 'broken.wav'), 'no audio')
  rows.push('broken.wav,train,Rast,,1,', 'absent.wav,train,Rast,,1,')
  list = join(ground.root, 'list.csv')
  await writeFile(list, rows.join('\n'))
})
afterAll(() => ground.remove())

/** A few tracks are one step an epoch. The processor alone, so that no device is tried. */
const few = ['--epochs', '300', '--hidden', '32', '--device', 'cpu']

test('heads are evaluated over seeds, encoders and layers, and reported as JSON, text and a page', async () => {
  const other = join(ground.root, 'other')
  await mkdir(other)
  await writeGeneratedCheckpoint(other, 'tiny')
  const page = join(ground.root, 'report.html')
  const args = ['evaluate', ground.music, list, '--data', ground.data, ...few]
  const models = ['--model', ground.checkpoint, '--model', other]
  const { code, out, err } = await runCli(
    [...args, ...models, '--seeds', '2', '--layers', '--html', page, '--json'],
    ground.root,
  )
  expect({ code, err, out }).toMatchObject({ code: 3, err: '' })
  const evaluation: Evaluation = JSON.parse(out)
  expect(evaluation.parts).toEqual({ train: 18, validation: 6, test: 6 })
  expect(evaluation.splitBySeed).toBe(false)
  expect(evaluation.tags.toSorted()).toEqual(['lively', 'makam--Hicaz', 'makam--Rast'])
  expect(evaluation.findings.map(({ kind, place }) => `${kind} ${place}`)).toEqual([
    'missing-file list.csv, line 33',
    'unreadable broken.wav',
    'unreadable broken.wav',
  ])
  const [main] = evaluation.rows
  const layers = main?.layerShares?.length ?? 0
  expect(layers).toBeGreaterThan(1)
  expect(evaluation.rows).toHaveLength(2 * (layers + 1))
  expect(main?.layerShares?.reduce((sum, share) => sum + share)).toBeCloseTo(1)
  const hicaz = main?.perTag.find(({ tag }) => tag === 'makam--Hicaz')
  expect(hicaz).toMatchObject({ positives: 3, negatives: 3, rocAuc: { mean: 1 } })
  expect(main?.choices.map(({ category }) => category)).toEqual(['makam'])
  expect(main?.choices[0]?.accuracy?.mean).toBeGreaterThanOrEqual(0.75)
  const html = await readFile(page, 'utf8')
  expect(html).toContain('makam--Hicaz')
  expect(html).toContain('the same for all seeds')
  expect(html).not.toMatch(/<script|https?:/)

  const text = await runCli([...args, '--seeds', '1', '--model', ground.checkpoint], ground.root)
  expect(text.code).toBe(3)
  expect(text.out).toMatch(/makam--Hicaz +100\.0 ± 0\.0/)
})

test('a head is trained and written, and read again', async () => {
  const file = join(ground.root, 'makam.head')
  const args = ['train', ground.music, list, '--data', ground.data, ...few]
  const { code, out } = await runCli(
    [...args, '--model', ground.checkpoint, '--one-of', 'makam', '--output', file, '--json'],
    ground.root,
  )
  expect(code === 3 ? '' : out).toBe('')
  const told = JSON.parse(out)
  expect(told).toMatchObject({ file, trainedOn: { tracks: 24, seed: 1 } })
  const head = readHead(await readFile(file))
  expect(head.tags.map(({ vocabulary, tag, group }) => [vocabulary, tag, group]).sort()).toEqual([
    ['makam', 'hicaz', 0],
    ['makam', 'rast', 0],
    ['own', 'lively', null],
  ])
  expect(told.tags).toEqual(head.tags)
})

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends it at once, and the same command goes on (needs POSIX signals)',
  async () => {
    const data = join(ground.root, 'stopped')
    const args = ['evaluate', ground.music, list, '--data', data, ...few]
    const all = [...args, '--model', ground.checkpoint, '--seeds', '1']
    const cli = startCli(all, ground.root)
    await until(() => cli.err().includes('Hearing'))
    process.kill(-(cli.child.pid ?? 0), 'SIGINT')
    expect(await cli.ended).toMatchObject({ code: 130, out: '' })
    expect((await runCli(all, ground.root)).code).toBe(3)
  },
)

test('without a model, and without a track that could be used, it is said what to do', async () => {
  const args = ['train', ground.music, list, '--output', 'x.head', '--json']
  const data = join(ground.root, 'empty')
  const { code, out } = await runCli([...args, '--data', data], ground.root)
  expect(code).toBe(1)
  expect(JSON.parse(out).error).toMatchObject({ code: 'no-model' })
  await rm(data, { recursive: true, force: true })
})
