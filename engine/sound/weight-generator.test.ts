import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCheckpoint } from './checkpoint.ts'
import { fixture, fixtureJson, temporaryFolder } from './test-fixtures.ts'
import {
  type GeneratedSize,
  generatedTensors,
  generateWeights,
  weightDistribution,
  writeGeneratedCheckpoint,
} from './weight-generator.ts'

interface ManifestTensor {
  name: string
  shape: number[]
  center: number
  scale: number
  sha256: string
}

test.each<GeneratedSize>(['tiny', 'full'])('the table of the %s model', (size) => {
  const { tensors } = fixtureJson<{ tensors: ManifestTensor[] }>(`${size}/manifest.json`)
  const expected = tensors.map(({ name, shape, center, scale }) => [name, shape, { center, scale }])
  const table = generatedTensors(size).map(([name, shape]) => [
    name,
    shape,
    weightDistribution(name, shape),
  ])
  expect(table).toEqual(expected.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
})

test('a few full-size tensors, bit for bit', () => {
  const { tensors } = fixtureJson<{ tensors: ManifestTensor[] }>('full/manifest.json')
  for (const { name, shape, sha256 } of tensors.slice(0, 20)) {
    const values = new Uint8Array(generateWeights(name, shape).buffer)
    expect(createHash('sha256').update(values).digest('hex'), name).toBe(sha256)
  }
})

test('the tiny checkpoint, byte for byte, and labelled as random', async () => {
  const folder = join(temporaryFolder(), 'tiny')
  await writeGeneratedCheckpoint(folder, 'tiny')
  const weights = await readFile(join(folder, 'model.safetensors'))
  expect(weights.equals(await readFile(fixture('tiny/st-legacy/model.safetensors')))).toBe(true)
  expect(await readFile(join(folder, 'config.json'), 'utf8')).toContain('random-weights')
  const checkpoint = await openCheckpoint(folder)
  const reference = await openCheckpoint(fixture('tiny/st-legacy'))
  expect(checkpoint.config).toEqual(reference.config)
  expect(checkpoint).toMatchObject({ randomWeights: true, doNormalize: true })
  await checkpoint.close()
  await reference.close()
})
