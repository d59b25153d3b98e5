import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openRequests, sortPlaces } from './open-requests.ts'

let root: string
const at = (name: string) => join(root, name)

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'naghma-open-'))
  await mkdir(at('Rembetika.m3u'))
  for (const name of ['fasıl.M3U8', 'राग.xspf', 'song.mp3', 'script.sh'])
    await writeFile(at(name), 'x')
})
afterAll(() => rm(root, { recursive: true }))

it('tells folders from playlists by what is there, and leaves out the rest', async () => {
  const asked = ['fasıl.M3U8', 'राग.xspf', 'song.mp3', 'script.sh', 'gone.m3u8', 'Rembetika.m3u']
  expect(await sortPlaces([...asked, asked[0] ?? ''].map(at))).toEqual({
    type: 'naghma:open',
    folders: [at('Rembetika.m3u')],
    playlists: [at('fasıl.M3U8'), at('राग.xspf')],
  })
})

it('keeps what is asked for until a page listens, and tells it once', async () => {
  let listens = false
  const told: unknown[] = []
  const requests = openRequests((opening) => {
    if (listens) told.push(opening)
    return listens
  })
  await requests.asked([at('fasıl.M3U8')])
  await requests.asked([at('Rembetika.m3u'), at('song.mp3')])
  expect(told).toEqual([])
  listens = true
  requests.pageListens()
  await vi.waitFor(() =>
    expect(told).toEqual([
      { type: 'naghma:open', folders: [at('Rembetika.m3u')], playlists: [at('fasıl.M3U8')] },
    ]),
  )
  requests.pageListens()
  await requests.asked([at('song.mp3')])
  expect(told).toHaveLength(1)
})
