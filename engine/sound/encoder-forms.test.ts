import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alteredCheckpoint } from './altered-checkpoint.ts'
import { openCheckpoint } from './checkpoint.ts'
import { FLOAT16_LIMIT } from './convert.ts'
import { layerDifferences } from './encoder-difference.ts'
import { draftEncoder } from './encoder-files.ts'
import { type EncoderForm, encoderGraph } from './encoder-graph.ts'
import { largestWeightHere } from './int8-range.ts'
import { fixture, fixtureFloats, temporaryFolder } from './test-fixtures.ts'

const waves = ['melody5s', 'melody337']
/** Seven bits, which are right everywhere, and eight where the processor multiplies them right. */
const ranges = [...new Set([64, await largestWeightHere()])]

async function written(checkpointFolder: string, form: EncoderForm): Promise<string> {
  const checkpoint = await openCheckpoint(checkpointFolder)
  const graph = encoderGraph(checkpoint.config, checkpoint.doNormalize, checkpoint.tensor, form)
  const { file } = await draftEncoder(join(temporaryFolder(), 'encoder'), graph)
  await checkpoint.close()
  return file
}

/** 1 - cosine of each layer against float32. */
async function differences(
  checkpointFolder: string,
  form: EncoderForm,
  wave: string,
): Promise<number[]> {
  const exact = await written(checkpointFolder, 'float32')
  const other = await written(checkpointFolder, form)
  return layerDifferences(exact, other, fixtureFloats(`waves/${wave}.f32`))
}

test.each(waves)('float16 storage changes next to nothing of %s, but something', async (wave) => {
  const found = await differences(fixture('tiny/st-legacy'), 'float16', wave)
  expect(found).toHaveLength(4)
  expect(Math.max(...found)).toBeLessThanOrEqual(FLOAT16_LIMIT)
  expect(Math.min(...found)).toBeGreaterThan(0)
})

test.each(waves)('8 bits keep the embedding and stay near in %s', async (wave) => {
  for (const largest of ranges) {
    const [embedding, ...layers] = await differences(fixture('tiny/st-legacy'), { largest }, wave)
    expect(embedding).toBe(0)
    expect(Math.max(...layers)).toBeLessThan(5e-4)
    expect(Math.min(...layers)).toBeGreaterThan(1e-6)
  }
})

/** With rows of unlike size a scale at the wrong column shows: it then differs by more than 0.5. */
test.each(ranges)('each column has its own scale, weights to %d', async (largest) => {
  const sizes = [0.25, 0.5, 1, 2]
  const folder = await alteredCheckpoint((name, values) => {
    if (!/layers\.\d\..*(_proj|_dense)\.weight$/.test(name)) return
    const columns = name.includes('output_dense') ? 96 : 48
    for (const i of values.keys()) values[i]! *= sizes[Math.floor(i / columns) % 4]!
  })
  const found = await differences(folder, { largest }, 'melody5s')
  expect(Math.max(...found)).toBeLessThan(1e-2)
})
