import { stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { openLibraryMeans } from './library-means.ts'
import { fileAt, openMeansCache } from './means-cache.ts'

let ground: Ground
beforeEach(async () => {
  ground = await makeGround()
})
afterEach(() => ground.remove())

test('means are kept for a file as it is, an encoder and a depth, also after a damage', async () => {
  const place = join(ground.root, 'cache', 'means.sqlite')
  const means = Uint8Array.of(1, 2, 3, 4)
  const file = { path: '/music/a.mp3', size: 10, modifiedAt: 1234.5 }
  const first = openMeansCache(place)
  first.write('model', 12, file, means)
  first.close()
  const cache = openMeansCache(place)
  expect(cache.read('model', 12, file)).toEqual(Buffer.from(means))
  expect(cache.read('other', 12, file)).toBeUndefined()
  expect(cache.read('model', null, file)).toBeUndefined()
  expect(cache.read('model', 12, { ...file, size: 11 })).toBeUndefined()
  expect(cache.read('model', 12, { ...file, modifiedAt: 1235 })).toBeUndefined()
  cache.close()
  await writeFile(place, 'this is no database, and longer than a header of one would be'.repeat(9))
  const anew = openMeansCache(place)
  expect(anew.read('model', 12, file)).toBeUndefined()
  anew.close()
})

test('what the library heard is not heard again, unless the file has changed', async () => {
  await writeTracks(ground.music, 1)
  const { client, close } = await openTestEngine(ground.data)
  await scanned(client, ground.music)
  const { model } = await client.model.use({ path: ground.checkpoint })
  await client.analysis.start({})
  await client.analysis.resume({})
  await analysed(client)
  await close()
  const path = join(ground.music, 'track 01.wav')
  const file = fileAt(path)
  if (!file || !model) throw new Error('Nothing was analysed.')
  const library = openLibraryMeans(ground.data)
  const means = library.read(model.modelId, 12, file)
  expect(means).toHaveLength(model.layers * model.hiddenSize * 2)
  expect(library.read(model.modelId, null, file)).toEqual(means)
  expect(library.read('other', 12, file)).toBeUndefined()
  await utimes(path, (await stat(path)).atime, new Date(0))
  const changed = fileAt(path)
  expect(changed && library.read(model.modelId, 12, changed)).toBeUndefined()
  library.close()
  expect(openLibraryMeans(join(ground.root, 'nowhere')).read('m', 12, file)).toBeUndefined()
})
