import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { showCommand } from '../host/show-file.ts'

let ground: Ground
let opened: TestEngine

beforeAll(async () => {
  ground = await makeGround()
  await writeTracks(ground.music, 2, 1)
  opened = await openTestEngine(ground.data)
  await scanned(opened.client, ground.music)
})
afterAll(async () => {
  await opened.close()
  await ground.remove()
})

test('a track is shown by the path of its file, and one that is gone is said to be', async () => {
  const { client, engine, shown } = opened
  const { rows } = await client.track.list({ sort: 'title' })
  const [first, second] = rows
  if (!first || !second) throw new Error('The tracks were not found.')
  const path = join(ground.music, 'track 01.wav')
  expect(await client.track.show({ id: first.id })).toEqual({ path })
  expect(shown).toEqual([path])

  await rm(join(ground.music, 'track 02.wav'))
  await expect(client.track.show({ id: second.id })).rejects.toMatchObject({ code: 'file-missing' })
  expect(await engine.files([second.id, first.id, 999])).toEqual([path])
  await expect(client.track.show({ id: 999 })).rejects.toMatchObject({ code: 'not-found' })
  expect(shown).toHaveLength(1)
})

test('each system is asked in its own way', () => {
  expect(showCommand('darwin', '/m/a b.flac')?.args).toEqual(['-R', '/m/a b.flac'])
  expect(showCommand('win32', 'C:\\m\\a, b.flac')).toEqual({
    program: 'explorer.exe',
    args: ['/select,"C:\\m\\a, b.flac"'],
    verbatim: true,
  })
  expect(showCommand('linux', '/m/a.flac')).toBeUndefined()
})
