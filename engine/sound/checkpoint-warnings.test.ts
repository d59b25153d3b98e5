import { expect, test } from 'vitest'
import { alteredCheckpoint } from './altered-checkpoint.ts'
import { ensureEncoder, ensureInt8 } from './convert.ts'
import { temporaryFolder } from './test-fixtures.ts'
import { tapNorms } from './weight-norm.ts'

const position = 'encoder.pos_conv_embed.conv'

/** Warnings of an altered checkpoint, also when its conversion is found in the cache and in its int8 form. */
async function warningsOf(change: (name: string, values: Float32Array) => void): Promise<string[]> {
  const folder = await alteredCheckpoint(change)
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(folder, cache)
  expect(await ensureEncoder(folder, cache)).toEqual(encoder)
  expect((await ensureInt8(encoder, folder, cache)).warnings).toEqual(encoder.warnings)
  return encoder.warnings
}

test('a checkpoint that looks sound', async () => {
  expect(await warningsOf(() => {})).toEqual([])
})

test.each([
  ['every norm', /layer_norm\.weight$/, /^9 of its 9 normalisations \(first feature_extractor/],
  [
    'one norm',
    /s\.2\.final_layer_norm\.weight$/,
    /^1 of its 9 normalisations \(first encoder\.l.*final/,
  ],
])('%s as before training', async (_, names, words) => {
  const found = await warningsOf((name, values) => {
    if (names.test(name)) values.fill(1)
  })
  expect(found).toEqual([expect.stringMatching(words)])
})

/** Sets weight_g to the norms of weight_v, times `factor` at the last tap; g comes before v in the file. */
async function withNorms(factor: number): Promise<string[]> {
  let norms: Float64Array = new Float64Array()
  await alteredCheckpoint((name, values) => {
    if (name === `${position}.weight_v`) norms = tapNorms(values, 128)
  })
  norms[127]! *= factor
  return warningsOf((name, values) => {
    if (name === `${position}.weight_g`) values.set(norms)
  })
}

test('a positional convolution as before training', async () => {
  expect(await withNorms(1)).toEqual([
    expect.stringContaining(`(${position}) weight_g is the norm`),
  ])
})

test('one tap that was trained is enough', async () => {
  expect(await withNorms(1.01)).toEqual([])
})
