import { createHash } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EncoderSession, openEncoder } from '../../native/inference.ts'
import { openCheckpoint } from './checkpoint.ts'
import { type Encoder, ensureEncoder, ensureInt8, FLOAT16_LIMIT } from './convert.ts'
import { layerDifferences } from './encoder-difference.ts'
import { fixtureFloats, fixtureJson, maxDifference, tolerances } from './test-fixtures.ts'
import { writeGeneratedCheckpoint } from './weight-generator.ts'

interface Manifest {
  waves: Record<string, { T: number; frames?: number[] }>
  tensors: { name: string; sha256: string }[]
}
const manifest = fixtureJson<Manifest>('full/manifest.json')
const FRAME = 768

let folder: string
let encoder: Encoder
let session: EncoderSession

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-full-'))
  await writeGeneratedCheckpoint(join(folder, 'checkpoint'), 'full')
  encoder = await ensureEncoder(join(folder, 'checkpoint'), join(folder, 'cache'))
  session = await openEncoder(encoder.file, { threads: 2, provider: 'cpu' })
}, 120_000)

afterAll(async () => {
  await session?.release()
  await rm(folder, { recursive: true, force: true })
})

test('every generated tensor is the reference bit for bit', async () => {
  const checkpoint = await openCheckpoint(join(folder, 'checkpoint'))
  expect((await stat(checkpoint.file)).size).toBe(377_510_584)
  for (const { name, sha256 } of manifest.tensors) {
    if (!checkpoint.shapes.has(name)) continue
    const values = new Uint8Array((await checkpoint.tensor(name)).buffer)
    expect(createHash('sha256').update(values).digest('hex'), name).toBe(sha256)
  }
  expect(checkpoint.shapes.size).toBe(210)
  await checkpoint.close()
})

test('the encoder has the shape of MERT-v1-95M', () => {
  expect(encoder).toMatchObject({ layers: 13, hiddenSize: 768, randomWeights: true })
})

test.each([
  ['melody5s', 'melody5s.f32'],
  ['melody337', 'melody337.f32'],
  ['stereo44k1', 'stereo44k1.mono24k.f32'],
])('the means of %s', async (wave, file) => {
  const means = await session.run(fixtureFloats(`waves/${file}`), 1)
  expect(maxDifference(means, fixtureFloats(`full/${wave}.mean.f32`))).toBeLessThanOrEqual(
    tolerances.full_mean_abs,
  )
})

test.each(['melody5s', 'melody337'])('the frames of %s', async (wave) => {
  const { T, frames: chosen = [] } = manifest.waves[wave] ?? { T: 0 }
  const hidden = await session.hiddenStates(fixtureFloats(`waves/${wave}.f32`))
  expect(hidden).toMatchObject({ layers: 13, frames: T, hiddenSize: FRAME })
  const picked = Array.from({ length: hidden.layers }, (_, layer) =>
    chosen.map((frame) => {
      const at = (layer * hidden.frames + frame) * FRAME
      return [...hidden.data.subarray(at, at + FRAME)]
    }),
  )
  expect(
    maxDifference(Float32Array.from(picked.flat(2)), fixtureFloats(`full/${wave}.frames.f32`)),
  ).toBeLessThanOrEqual(tolerances.full_hidden_abs)
})

const inWords = (differences: readonly number[]) =>
  `1 - cosine of each layer: ${differences.map((value) => value.toExponential(1)).join(', ')}`

test('float16 storage halves the file and changes next to nothing', async ({ annotate }) => {
  let differences: number[] = []
  const half = await ensureEncoder(join(folder, 'checkpoint'), join(folder, 'cache-float16'), {
    compare: async (...files) => {
      differences = await layerDifferences(...files, fixtureFloats('waves/melody337.f32'))
      return Math.max(...differences)
    },
  })
  await annotate(inWords(differences))
  expect(differences).toHaveLength(13)
  expect(Math.max(...differences)).toBeLessThanOrEqual(FLOAT16_LIMIT)
  expect((await stat(`${half.file}.data`)).size / 1e6).toBeCloseTo(189, 0)
})

test('int8 is near', async ({ annotate }) => {
  const int8 = await ensureInt8(encoder, join(folder, 'checkpoint'), join(folder, 'cache'))
  const wave = fixtureFloats('waves/melody337.f32')
  const differences = await layerDifferences(encoder.file, int8.file, wave)
  await annotate(inWords(differences))
  const [embedding, ...layers] = differences
  expect(embedding).toBe(0)
  expect(layers).toHaveLength(12)
  // 1.5e-3 where weights keep to 7 bits, 6e-4 where they have 8.
  expect(Math.max(...layers)).toBeLessThan(3e-3)
  expect((await stat(`${int8.file}.data`)).size / 1e6).toBeCloseTo(123, 0)
})
