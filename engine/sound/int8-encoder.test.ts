import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { alteredCheckpoint } from './altered-checkpoint.ts'
import { ensureEncoder, ensureInt8 } from './convert.ts'
import { layerDifferences } from './encoder-difference.ts'
import { fixture, fixtureFloats, temporaryFolder } from './test-fixtures.ts'

const tiny = fixture('tiny/st-legacy')

test('lies beside its encoder under the same id, and is converted once', async () => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(tiny, cache)
  const shares: number[] = []
  const int8 = await ensureInt8(encoder, tiny, cache, { onProgress: (share) => shares.push(share) })
  expect(shares.at(-1)).toBe(1)
  const file = join(cache, `${encoder.modelId}-int8`, 'encoder.onnx')
  expect(int8).toEqual({ ...encoder, file, precision: 'int8' })
  const { mtimeMs } = await stat(file)
  const again = await ensureInt8(encoder, tiny, cache, {
    onProgress: () => expect.fail('converted again'),
  })
  expect(again).toEqual(int8)
  expect((await stat(file)).mtimeMs).toBe(mtimeMs)
  expect(await ensureEncoder(tiny, cache)).toEqual(encoder)
  expect((await readdir(cache)).sort()).toEqual(
    [encoder.modelId, `${encoder.modelId}-int8`, 'digests.json'].sort(),
  )
  const wave = fixtureFloats('waves/melody5s.f32')
  const [embedding, ...layers] = await layerDifferences(encoder.file, int8.file, wave)
  expect(embedding).toBe(0)
  expect(Math.max(...layers)).toBeLessThan(5e-4)
})

test.each([
  ['damaged weights', 'encoder.onnx.data', (file: string) => truncate(file, 5000)],
  ['a damaged graph', 'encoder.onnx', (file: string) => truncate(file, 100)],
  [
    'weights for another processor',
    'encoder.json',
    async (file: string) =>
      writeFile(
        file,
        (await readFile(file, 'utf8')).replace(/\\"largest\\":\d+/, '\\"largest\\":5'),
      ),
  ],
])('%s are made again, the encoder is not', async (_, name, damage) => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(tiny, cache)
  const { file } = await ensureInt8(encoder, tiny, cache)
  const contents = async (folder: string) =>
    Promise.all((await readdir(folder)).map((entry) => readFile(join(folder, entry))))
  const good = await contents(dirname(file))
  const { mtimeMs } = await stat(encoder.file)
  await damage(join(dirname(file), name))
  expect(await contents(dirname(file))).not.toEqual(good)
  await ensureInt8(encoder, tiny, cache)
  expect(await contents(dirname(file))).toEqual(good)
  expect((await stat(encoder.file)).mtimeMs).toBe(mtimeMs)
})

test('goes with its encoder when that is replaced', async () => {
  const cache = temporaryFolder()
  const convert = async (bias: number) => {
    const folder = await alteredCheckpoint((name, values) => {
      if (name === 'encoder.layer_norm.bias') values[0] = bias
    })
    const encoder = await ensureEncoder(folder, cache)
    await ensureInt8(encoder, folder, cache)
    return [encoder.modelId, `${encoder.modelId}-int8`]
  }
  await convert(1)
  const second = await convert(2)
  const third = await convert(3)
  expect((await readdir(cache)).sort()).toEqual([...second, ...third, 'digests.json'].sort())
})

test('is not made from a checkpoint that has changed', async () => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(tiny, cache)
  const other = await alteredCheckpoint((name, values) => {
    if (name === 'encoder.layer_norm.bias') values[0] = 1
  })
  await expect(ensureInt8(encoder, other, cache)).rejects.toMatchObject({
    code: 'checkpoint-mismatch',
  })
})

test('cancelled, it leaves nothing', async () => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(tiny, cache)
  const controller = new AbortController()
  await expect(
    ensureInt8(encoder, tiny, cache, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    }),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect((await readdir(cache)).sort()).toEqual([encoder.modelId, 'digests.json'].sort())
})
