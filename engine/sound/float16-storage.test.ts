import { execFileSync } from 'node:child_process'
import { readdir, readFile, stat, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openEncoder } from '../../native/inference.ts'
import { alteredCheckpoint } from './altered-checkpoint.ts'
import { type Encoder, type EnsureOptions, ensureEncoder } from './convert.ts'
import { layerDifferences } from './encoder-difference.ts'
import { fixture, fixtureFloats, temporaryFolder } from './test-fixtures.ts'

const tiny = fixture('tiny/st-legacy')
const wave = fixtureFloats('waves/melody337.f32')
type Compare = NonNullable<EnsureOptions['compare']>

const measured: Compare = async (fp32File, fp16File) =>
  Math.max(...(await layerDifferences(fp32File, fp16File, wave)))
const equal: Compare = async () => 0
const unequal: Compare = async () => 1
const unconverted = { onProgress: () => expect.fail('converted again') }

async function isFloat16({ file }: Pick<Encoder, 'file'>): Promise<boolean> {
  return (await readFile(file, 'latin1')).includes('/float16')
}

/** What is in the cache: the encoder alone, whole. */
async function expectOnly({ modelId, file }: Encoder, cache: string): Promise<void> {
  expect((await readdir(cache)).sort()).toEqual([modelId, 'digests.json'].sort())
  expect((await readdir(dirname(file))).sort()).toEqual([
    'encoder.json',
    'encoder.onnx',
    'encoder.onnx.data',
  ])
}

async function expectFinite({ file }: Encoder): Promise<void> {
  const session = await openEncoder(file, { threads: 1, provider: 'cpu' })
  const means = await session.run(wave, 1)
  await session.release()
  expect(means.every(Number.isFinite)).toBe(true)
}

test('where it measures as good it replaces float32, once and for all', async () => {
  const cache = temporaryFolder()
  const shares: number[] = []
  const encoder = await ensureEncoder(tiny, cache, {
    compare: measured,
    onProgress: (share) => shares.push(share),
  })
  expect(await isFloat16(encoder)).toBe(true)
  await expectOnly(encoder, cache)
  await expectFinite(encoder)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  for (const options of [{ compare: unequal }, {}])
    expect(await ensureEncoder(tiny, cache, { ...options, ...unconverted })).toEqual(encoder)
  expect(await isFloat16(encoder)).toBe(true)
  const plain = await ensureEncoder(tiny, temporaryFolder())
  expect(plain.modelId).toBe(encoder.modelId)
  const bytes = async ({ file }: Encoder) => (await stat(`${file}.data`)).size
  expect(await bytes(encoder)).toBeLessThan(0.75 * (await bytes(plain)))
})

test('where it measures worse float32 stays, once and for all', async () => {
  const cache = temporaryFolder()
  // A sharp attention makes much of small differences.
  const sharp = await alteredCheckpoint((name, values) => {
    if (!/[qk]_proj\.weight$/.test(name)) return
    for (const i of values.keys()) values[i]! *= 3
  })
  const differences: number[] = []
  const encoder = await ensureEncoder(sharp, cache, {
    compare: async (...files) => {
      differences.push(await measured(...files))
      return differences[0] ?? 0
    },
  })
  expect(differences[0]).toBeGreaterThan(2e-6)
  expect(await isFloat16(encoder)).toBe(false)
  await expectOnly(encoder, cache)
  expect(await ensureEncoder(sharp, cache, { compare: equal, ...unconverted })).toEqual(encoder)
})

test.each<[string, Compare]>([
  ['above the limit', async () => 2.1e-6],
  ['not a number', async () => Number.NaN],
  ['none, since it failed', () => Promise.reject(new Error('The process died'))],
])('with a difference that is %s the files are those without a comparison', async (_, compare) => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(tiny, cache, { compare })
  await expectOnly(encoder, cache)
  const plain = await ensureEncoder(tiny, temporaryFolder())
  const contents = async ({ file }: Encoder) =>
    Promise.all((await readdir(dirname(file))).map((name) => readFile(join(dirname(file), name))))
  expect(await contents(encoder)).toEqual(await contents(plain))
})

test.each([
  ['overflow', 1e6],
  ['vanish', 1e-9],
])('weights that would %s as float16 stay float32', async (_, factor) => {
  const folder = await alteredCheckpoint((name, values) => {
    if (name !== 'encoder.layers.1.feed_forward.output_dense.weight') return
    for (const i of values.keys()) values[i]! *= factor
  })
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(folder, cache, { compare: equal })
  expect(await isFloat16(encoder)).toBe(false)
  await expectOnly(encoder, cache)
  await expectFinite(encoder)
})

test('the comparison is given both forms, float32 first', async () => {
  const given: boolean[] = []
  await ensureEncoder(tiny, temporaryFolder(), {
    compare: async (...files) => {
      for (const file of files) given.push(await isFloat16({ file }))
      return 0
    },
  })
  expect(given).toEqual([false, true])
})

test.each<[string, (abort: () => void) => EnsureOptions]>([
  [
    'while the second form is written',
    (abort) => ({
      compare: equal,
      onProgress: (share) => share > 0.65 && abort(),
    }),
  ],
  [
    'while both are compared',
    (abort) => ({
      compare: async () => {
        abort()
        return 0
      },
    }),
  ],
  [
    'with a comparison that ends for it',
    (abort) => ({
      compare: async () => {
        abort()
        throw new Error('The process was ended')
      },
    }),
  ],
])('cancelled %s, it leaves nothing', async (_, optionsOf) => {
  const cache = temporaryFolder()
  const controller = new AbortController()
  const options = optionsOf(() => controller.abort())
  await expect(
    ensureEncoder(tiny, cache, { ...options, signal: controller.signal }),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(await readdir(cache)).toEqual(['digests.json'])
})

test('a damaged one is made again', async () => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(tiny, cache, { compare: equal })
  const weights = `${encoder.file}.data`
  const good = await readFile(weights)
  await truncate(weights, 5000)
  expect(await ensureEncoder(tiny, cache, { compare: equal })).toEqual(encoder)
  expect(await readFile(weights)).toEqual(good)
  await truncate(weights, 5000)
  expect(await ensureEncoder(tiny, cache, { compare: unequal })).toEqual(encoder)
  expect(await isFloat16(encoder)).toBe(false)
})

test('a disk with room for one form only keeps float32', async (context) => {
  const { file } = await ensureEncoder(tiny, temporaryFolder())
  const kilobytes = Math.ceil((await stat(`${file}.data`)).size / 1024) + 150
  const disk = temporaryFolder()
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk]
    execFileSync('mount', options, { stdio: 'pipe' })
  } catch {
    context.skip('a small disk cannot be mounted here')
  }
  try {
    const encoder = await ensureEncoder(tiny, disk, { compare: equal })
    expect(await isFloat16(encoder)).toBe(false)
    await expectOnly(encoder, disk)
  } finally {
    execFileSync('umount', [disk])
  }
})
