/** Listening, telling, tagging, browsing and comparing, through a real engine with its real processes. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browseFilter } from '../../contract/browse.ts'
import {
  openTestEngine,
  scanned,
  type TestEngine,
  until,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { makams } from '../demo/music/makams.ts'
import { recipeOf, writePlayed } from './fixtures/played-mode.ts'

let root: string
let music: string
let open: TestEngine
const makam = (tag: string) => ({ vocabulary: 'makam', tag }) as const

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'naghma-modes-'))
  music = join(root, 'music')
  await mkdir(music)
  const played = { 'one hicaz': makams.hicaz, 'other hicaz': makams.hicaz, segah: makams.segah }
  for (const [seed, [name, mode]] of Object.entries(played).entries()) {
    const plain = { ...recipeOf(mode, seed, 32), drift: 0, instrument: 'ney' as const }
    // Names that say nothing of the mode.
    await writePlayed(music, `melody ${seed + 1} of ${name.length}`, plain)
  }
  await writeTracks(music, 1)
  open = await openTestEngine(join(root, 'data'))
  await scanned(open.client, music)
})
afterAll(async () => {
  await open.close()
  await rm(root, { recursive: true, force: true, maxRetries: 5 })
})

const rows = async () => (await open.client.track.list({ sort: 'title' })).rows
async function melody(n: number) {
  const row = (await rows()).find(({ title }) => title.startsWith(`melody ${n}`))
  if (!row) throw new Error(`There is no melody ${n}.`)
  return row
}
const counts = (filter: Partial<Parameters<typeof browseFilter.parse>[0] & object> = {}) =>
  open.client.browse.counts({ filter: browseFilter.parse(filter) })
const found = async (filter: object) =>
  (await open.client.track.list({ browse: browseFilter.parse(filter) })).total

test('nothing is heard before it is asked for, and then everything is', async () => {
  const { client } = open
  expect((await client.engine.status()).modelessTracks).toBe(4)
  expect((await counts()).waiting).toBe(4)
  expect(await client.analysis.start({ kind: 'mode' })).toEqual({ queued: 4 })
  expect((await client.analysis.resume({ kind: 'mode' })).mode.kind).toBe('mode')
  await until(async () => (await client.analysis.progress()).mode.state === 'idle')
  expect((await client.engine.status()).modeTracks).toBe(4)
  expect(await client.analysis.start({ kind: 'mode' })).toEqual({ queued: 0 })
  const noise = (await rows()).find(({ title }) => title === 'track 01')
  expect(noise).toMatchObject({ mode: 'unsure', obstacle: 'too-short', modeTags: [] })
  expect(
    open.events.some(
      (event) => event.type === 'analysis.progress' && event.progress.kind === 'mode',
    ),
  ).toBe(true)
})

test('without a tradition the best of each is told, and none counts', async () => {
  const { id } = await melody(1)
  const { tradition, analysis } = await open.client.mode.get({ trackId: id })
  expect(tradition).toEqual({ tradition: null, origin: 'none' })
  expect(analysis?.likely.map((likely) => likely.tradition)).toEqual([
    'turkish',
    'hindustani',
    'carnatic',
    'greek',
  ])
  expect(analysis?.likely.some(({ certain }) => certain)).toBe(false)
  expect(await found({ tags: [makam('hicaz')] })).toBe(0)
  await until(async () => (await found({ tags: [makam('hicaz')], traditions: ['unknown'] })) === 2)
})

test('the folder’s tradition decides whose modes compete', async () => {
  const { client } = open
  const [folder] = await client.folder.list()
  expect(
    await client.folder.setTradition({ id: folder?.id ?? 0, tradition: 'turkish' }),
  ).toMatchObject({
    tradition: 'turkish',
  })
  await until(async () => (await found({ tags: [makam('hicaz')] })) === 2)
  const row = await melody(1)
  expect(row).toMatchObject({
    mode: 'done',
    modeTags: [{ ...makam('hicaz'), source: 'mode', guess: false }],
  })
  const { tradition, analysis } = await client.mode.get({ trackId: row.id })
  expect(tradition.origin).toBe('folder')
  expect(analysis?.likely[0]).toMatchObject({ tag: 'hicaz', certain: true, tonicOffset: 0 })
  expect(analysis?.likely[0]?.probability).toBeGreaterThan(0.6)
  expect(analysis?.likely[0]?.template.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3)
  expect(analysis?.distribution.indexOf(Math.max(...analysis.distribution))).toBeLessThan(160)
  expect(analysis?.contour[0]?.cents.some((cents) => cents !== null)).toBe(true)
  expect(analysis?.likely[0]?.degrees[0]).toEqual({ cents: 0, name: 'Dügâh' })
  expect((await counts()).unsure.find(({ reason }) => reason === 'too-short')?.tracks).toBe(1)
})

describe('the user’s word', () => {
  test('corrects a tag, and can be taken back', async () => {
    const { client } = open
    const { id } = await melody(3)
    const { change, tracks } = await client.tag.decide({
      trackIds: [id],
      decisions: [{ ...makam('huzzam'), state: 'confirmed' }],
      replace: true,
    })
    expect(tracks).toBe(1)
    expect(await melody(3)).toMatchObject({
      mode: 'done',
      modeTags: [{ ...makam('huzzam'), state: 'confirmed', source: 'user' }],
    })
    const { analysis } = await client.mode.get({ trackId: id })
    expect(
      analysis?.likely.every(({ taughtBy }) => taughtBy === 0),
      'a track does not teach what is told of itself',
    ).toBe(true)
    const { tags } = await client.tag.summary({ trackIds: [id] })
    expect(tags[0]).toMatchObject({ ...makam('huzzam'), confirmed: 1, tracks: 1 })
    expect(tags.find(({ tag }) => tag === 'segah')).toMatchObject({ rejected: 1, tracks: 0 })
    expect(await client.tag.undo({ change })).toEqual({ tracks: 1 })
    await until(async () => (await melody(3)).modeTags.every(({ source }) => source === 'mode'))
    await expect(client.tag.undo({ change })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('teaches the template for other tracks', async () => {
    const { client } = open
    const [one, two] = await Promise.all([melody(1), melody(2)])
    const taughtBy = async () =>
      (await client.mode.get({ trackId: two.id })).analysis?.likely[0]?.taughtBy
    const before = (await client.mode.get({ trackId: two.id })).analysis?.likely[0]
    expect(before?.taughtBy).toBe(0)
    const { change } = await client.tag.decide({
      trackIds: [one.id],
      decisions: [{ ...makam('hicaz'), state: 'confirmed' }],
    })
    expect(await taughtBy()).toBe(1)
    const after = (await client.mode.get({ trackId: two.id })).analysis?.likely[0]
    expect(after?.template).not.toEqual(before?.template)
    await client.tag.undo({ change })
    expect(await taughtBy()).toBe(0)
  })

  test('on the tradition of a track beats its folder', async () => {
    const { client } = open
    const { id } = await melody(2)
    const { change } = await client.tag.decide({
      trackIds: [id],
      decisions: [{ vocabulary: 'tradition', tag: 'greek', state: 'confirmed' }],
    })
    await until(async () =>
      (await melody(2)).modeTags.some(({ vocabulary }) => vocabulary === 'dromos'),
    )
    expect((await client.mode.get({ trackId: id })).tradition).toEqual({
      tradition: 'greek',
      origin: 'user',
    })
    expect((await melody(2)).modeTags[0]).toMatchObject({ vocabulary: 'dromos', probability: null })
    await client.tag.undo({ change })
    await until(async () => (await melody(2)).modeTags.some(({ tag }) => tag === 'hicaz'))
  })

  test('on the tonic holds, for the mode and in the pictures', async () => {
    const { client } = open
    const { id } = await melody(1)
    const before = (await client.mode.get({ trackId: id })).analysis?.tonic
    await client.mode.setTonic({ trackId: id, hz: 330 })
    const given = (await client.mode.get({ trackId: id })).analysis?.tonic
    expect(given).toMatchObject({ hz: 330, note: 'E4', confidence: 1, givenByUser: true })
    await client.mode.setTonic({ trackId: id, hz: null })
    expect((await client.mode.get({ trackId: id })).analysis?.tonic).toEqual(before)
    await expect(client.mode.setTonic({ trackId: 9999, hz: 330 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('cannot be on a tag that does not exist', async () => {
    await expect(
      open.client.tag.decide({
        trackIds: [1],
        decisions: [{ ...makam('no such makam'), state: 'confirmed' }],
      }),
    ).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

test('the same mode from other tonics is near, without any model', async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(melody))
  const answer = await open.client.similar.query({ trackIds: [one?.id ?? 0] })
  expect(answer).toMatchObject({ blend: 1, spaces: { sound: false, mode: true } })
  expect(answer.neighbours.map(({ track }) => track.id)).toEqual([two?.id, three?.id])
  expect(answer.neighbours[0]?.mode).toBeGreaterThan(answer.neighbours[1]?.mode ?? 1)
  const why = await open.client.similar.why({
    trackIds: [three?.id ?? 0, one?.id ?? 0],
    otherId: two?.id ?? 0,
  })
  expect(why).toMatchObject({ seed: { id: one?.id }, sound: null })
  expect(why.mode).toBeCloseTo(answer.neighbours[0]?.mode ?? 0, 2)
  expect(why.degrees.map(({ name }) => name)).toContain('Dügâh')
  expect(why.sharedTags).toContainEqual(makam('hicaz'))
  expect(why.distributions.every((bins) => bins?.length === 160)).toBe(true)
  const noise = (await rows()).find(({ title }) => title === 'track 01')
  await expect(
    open.client.similar.query({ trackIds: [noise?.id ?? 0], blend: 1 }),
  ).rejects.toMatchObject({ code: 'no-melody' })
  await expect(
    open.client.similar.query({ trackIds: [one?.id ?? 0], blend: 0.5 }),
  ).rejects.toMatchObject({ code: 'no-model' })
})

test('the measured scale is a Scala file with the notes that were played', async () => {
  const { id } = await melody(1)
  const { fileName, content } = await open.client.mode.scale({ trackId: id })
  expect(fileName).toMatch(/^melody 1.*\.scl$/)
  const degrees = content
    .split('\n')
    .filter((line) => /^ \d+\.\d\d$/.test(line))
    .map(Number)
  for (const cents of [113, 385, 498])
    expect(
      degrees.some((measured) => Math.abs(measured - cents) < 25),
      `${cents}`,
    ).toBe(true)
})

test('everything is still there when the library is opened again', async () => {
  const before = (await rows()).map(({ title, modeTags }) => ({ title, modeTags }))
  await open.close()
  open = await openTestEngine(join(root, 'data'))
  expect((await rows()).map(({ title, modeTags }) => ({ title, modeTags }))).toEqual(before)
  expect(await found({ tags: [makam('hicaz')] })).toBe(2)
})
