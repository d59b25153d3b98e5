/** The largest tag packs there may be, in an engine that has others to serve meanwhile. */
import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Ground,
  makeGround,
  openTestEngine,
  type TestEngine,
} from '../analysis/fixtures/test-engine.ts'
import { madeHead, madeTag } from '../heads/fixtures/made-head.ts'
import { readPack, writePack } from '../packs/pack-files.ts'

/** 64 MB by a hair less. */
const heavy = madeHead({
  encoder: { modelId: 'abc', name: 'Tiny', layers: 3, hiddenSize: 512 },
  hidden: 16_000,
  tags: Array.from({ length: 500 }, (_, n) => madeTag(`Kind ${n}`)),
})
const about = {
  ...{ name: 'Heavy', description: '', author: '', metrics: {} },
  licence: { id: 'CC0-1.0', url: null },
}
let ground: Ground
let open: TestEngine

beforeAll(async () => {
  ground = await makeGround()
  open = await openTestEngine(ground.data)
  await writePack(join(ground.root, 'heavy.zip'), heavy, about)
}, 60_000)
afterAll(async () => {
  await open.close()
  await ground.remove()
})

/** The longest that others waited meanwhile, in milliseconds. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}

// Some 20 ms on a quiet machine; in one piece it is more than half a second.
test('a large pack is taken in and written without holding the engine, and comes back the same', {
  timeout: 120_000,
}, async () => {
  const { client } = open
  const path = join(ground.root, 'heavy.zip')
  expect(await longestPause(() => client.head.inspect({ path }))).toBeLessThan(250)
  expect(await longestPause(() => client.head.import({ path }))).toBeLessThan(250)
  const [head] = await client.head.list()
  expect(head?.versions[0]?.bytes).toBeGreaterThan(60_000_000)
  const back = join(ground.root, 'back')
  const written = () => client.head.export({ id: head?.id ?? 0, path: back })
  expect(await longestPause(written)).toBeLessThan(250)
  const { tensors } = (await readPack(back)).head
  for (const [name, { data }] of Object.entries(heavy.tensors))
    expect(Buffer.compare(bytesOf(data), bytesOf(tensors[name]?.data))).toBe(0)
  await client.head.remove({ id: head?.id ?? 0 })
  expect(await client.head.list()).toEqual([])
})

test('one that is larger is refused before it is read', async () => {
  const path = join(ground.root, 'hole.zip')
  await writePack(join(ground.root, 'hole'), madeHead(), about)
  await writePack(path, madeHead(), about)
  await truncate(join(ground.root, 'hole', 'weights.safetensors'), 2 ** 33)
  await truncate(path, 2 ** 33)
  for (const [place, words] of [
    [path, 'it has more than the 96 MB that it may have'],
    [join(ground.root, 'hole'), 'weights.safetensors has more than the 64 MB that it may have'],
  ] as const)
    await expect(open.client.head.import({ path: place })).rejects.toMatchObject({
      code: 'pack-broken',
      message: `This is not a tag pack that can be used: ${words}. Get the pack again, or tell its maker.`,
    })
})

function bytesOf(data: Float32Array | undefined): Uint8Array {
  return data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array()
}
