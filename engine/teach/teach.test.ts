/** Teaching a tag by example, through a real engine with its real processes and music that is made here. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browseFilter } from '../../contract/browse.ts'
import type { TagRef } from '../../contract/tag.ts'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  until,
} from '../analysis/fixtures/test-engine.ts'
import { noise, wav } from '../scan/scan-fixture.ts'
import { writeGeneratedCheckpoint } from '../sound/weight-generator.ts'

const RATE = 8_000
const EACH = 14
let ground: Ground
let open: TestEngine
let dances: TagRef

/** Beats of a drum, which no noise has. */
function beats(seed: number): Int16Array {
  const hiss = noise(seed, 6 * RATE)
  const every = RATE / (2 + (seed % 5) / 10)
  return hiss.map((value, n) => {
    const since = (n % every) / RATE
    return Math.round(value / 40 + 12_000 * Math.exp(-12 * since) * Math.sin(700 * since))
  })
}

beforeAll(async () => {
  ground = await makeGround()
  for (let n = 1; n <= EACH; n++) {
    const artist = `Artist ${n % 7}`
    await writeFile(
      join(ground.music, `drum ${n}.wav`),
      wav(beats(n), { title: `drum ${n}`, artist }),
    )
    await writeFile(
      join(ground.music, `wind ${n}.wav`),
      wav(noise(100 + n, 6 * RATE), { title: `wind ${n}`, artist }),
    )
  }
  open = await openTestEngine(ground.data)
  await scanned(open.client, ground.music)
  dances = await open.client.tag.create({ name: 'Wedding dances' })
})
afterAll(async () => {
  await open.close()
  await ground.remove()
})

const subject = () => ({ vocabulary: dances.vocabulary, tag: dances.tag })

async function idsOf(word: string, from = 0, to = EACH): Promise<number[]> {
  const { rows } = await open.client.track.list({ search: word, sort: 'title', limit: 100 })
  return rows.slice(from, to).map(({ id }) => id)
}

async function say(trackIds: number[], state: 'confirmed' | 'rejected' | 'proposed') {
  await open.client.tag.decide({ trackIds, decisions: [{ ...subject(), state }] })
}

const ranking = (more = {}) => open.client.teach.ranking({ ...subject(), ...more })

test('nothing is learned without a model, or from no examples', async () => {
  const { client } = open
  await expect(client.teach.get(subject())).rejects.toMatchObject({ code: 'not-found' })
  await expect(client.teach.begin({ vocabulary: 'own', tag: 'nothing' })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(await client.teach.begin(subject())).toMatchObject({
    name: 'Wedding dances',
    version: null,
    state: 'idle',
    figure: null,
  })
  await expect(client.teach.train(subject())).rejects.toMatchObject({ code: 'no-model' })
  await client.model.use({ path: ground.checkpoint })
  await client.analysis.start({})
  await client.analysis.resume({})
  await analysed(client)
  await until(async () => (await client.model.kept()).some(({ compared }) => compared))
  await expect(client.teach.train(subject())).rejects.toMatchObject({ code: 'too-few-examples' })
  expect((await client.teach.get(subject())).failure?.code).toBe('too-few-examples')
  expect((await client.teach.next(subject())).tracks).toEqual([])
})

test('before there is a head, tracks near to the first ones are asked about', async () => {
  await say(await idsOf('drum', 0, 1), 'confirmed')
  const { tracks } = await open.client.teach.next({ ...subject(), count: 5 })
  expect(tracks.map(({ why }) => why)).toEqual(new Array(5).fill('near'))
  expect(tracks.every(({ track }) => track.title.startsWith('drum'))).toBe(true)
})

test('a few marks rank the library, but say nothing yet', async () => {
  await say(await idsOf('drum', 0, 2), 'confirmed')
  const taught = await open.client.teach.train(subject())
  expect(taught).toMatchObject({ version: 1, confirmed: 2, changes: 0, failure: null })
  expect(taught.figure).toMatchObject({ level: 'unknown', rocAuc: null, positives: 2 })
  await open.client.teach.settled()
  const { total, rows, head } = await ranking()
  expect(head).toEqual({ id: taught.headId, version: 1 })
  expect(total).toBe(2 * EACH)
  expect(
    rows.slice(0, EACH).filter(({ track }) => track.title.startsWith('drum')).length,
  ).toBeGreaterThan(EACH - 3)
  expect(rows.filter(({ said }) => said === 'confirmed')).toHaveLength(2)
  expect((await ranking({ unjudgedOnly: true })).total).toBe(2 * EACH - 2)
  const found = await open.client.browse.counts({ filter: browseFilter.parse({}) })
  expect(found.tags.filter(({ vocabulary }) => vocabulary === 'own')).toEqual([
    { ...subject(), tracks: 2 },
  ])
})

test('ten examples are enough to browse by, and the figure says how good it is', async () => {
  const { client } = open
  await say(await idsOf('drum', 0, 10), 'confirmed')
  await say(await idsOf('wind', 0, 10), 'rejected')
  expect((await client.teach.get(subject())).changes).toBe(18)
  const begun = Date.now()
  const taught = await client.teach.train(subject())
  expect(Date.now() - begun).toBeLessThan(20_000)
  expect(taught.figure).toMatchObject({ positives: 10, negatives: 10, apart: 'artists' })
  expect(taught.figure?.rocAuc).toBeGreaterThan(0.9)
  expect(taught.figure?.level).not.toBe('chance')
  await client.teach.settled()
  const filter = browseFilter.parse({ tags: [subject()] })
  const { rows } = await client.track.list({ browse: filter, sort: 'title' })
  expect(rows.map(({ title }) => title).every((title) => title.startsWith('drum'))).toBe(true)
  expect(rows.length).toBeGreaterThan(10)
  const [unmarked] = await idsOf('drum', 12, 13)
  const { tags } = await client.tag.summary({ trackIds: [unmarked ?? 0] })
  expect(tags[0]?.said[0]).toMatchObject({ source: 'head', places: ['Wedding dances 2'] })
  const [told] = await client.head.predictions({ trackId: unmarked ?? 0 })
  expect(told).toMatchObject({
    name: 'Wedding dances',
    version: 2,
    tags: [{ ...subject(), told: true, said: true }],
  })
})

test('what is asked next is not judged yet, and a word that looks mistaken is asked for again', async () => {
  const { client } = open
  const { tracks } = await client.teach.next({ ...subject(), count: 6 })
  expect(tracks).toHaveLength(6)
  expect(new Set(tracks.map(({ track }) => track.id)).size).toBe(6)
  expect(new Set(tracks.map(({ why }) => why))).toEqual(new Set(['likely', 'uncertain']))
  const [mistaken] = await idsOf('wind', 3, 4)
  await say([mistaken ?? 0], 'confirmed')
  await client.teach.train(subject())
  const again = (await client.teach.next({ ...subject(), count: 4 })).tracks
  expect(again[0]).toMatchObject({ why: 'doubtful', track: { id: mistaken } })
  await say([mistaken ?? 0], 'rejected')
})

test('every version is kept: one is gone back to, pinned, let go and removed', async () => {
  const { client } = open
  const [head] = await client.head.list()
  const id = head?.id ?? 0
  expect(head).toMatchObject({ origin: 'taught', taught: subject(), version: 3, pinned: false })
  expect(head?.versions.map(({ version }) => version)).toEqual([3, 2, 1])
  expect(await client.head.revert({ id, version: 2 })).toMatchObject({ version: 2, pinned: false })
  await client.teach.settled()
  expect((await ranking()).head).toEqual({ id, version: 2 })
  expect(await client.head.list()).toMatchObject([{ predicted: 2 * EACH, predictable: 2 * EACH }])
  expect(await client.head.pin({ id, version: 2 })).toMatchObject({ version: 2, pinned: true })
  expect(await client.teach.train(subject())).toMatchObject({ version: 2, pinned: true })
  expect(await client.head.pin({ id, version: null })).toMatchObject({ version: 4, pinned: false })
  await client.head.remove({ id, version: 1 })
  await expect(client.head.remove({ id, version: 4 })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  await expect(client.head.revert({ id, version: 1 })).rejects.toMatchObject({ code: 'not-found' })
  expect((await client.head.list())[0]?.versions.map(({ version }) => version)).toEqual([4, 3, 2])
})

test('a head goes to another library and back, and stands beside the one that was taught', async () => {
  const { client } = open
  const [taught] = await client.head.list()
  const path = join(ground.root, 'dances.zip')
  const about = { author: 'Somebody', licence: { id: 'CC-BY-4.0', url: null } }
  await client.head.export({ id: taught?.id ?? 0, path, about })
  await expect(client.head.export({ id: taught?.id ?? 0, path })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  const other = await openTestEngine(join(ground.root, 'other-data'))
  expect(await other.client.head.inspect({ path })).toMatchObject({ about, fit: null })
  const pack = await other.client.head.import({ path })
  expect(pack).toMatchObject({ name: 'Wedding dances', origin: 'pack', predictable: 0 })
  const vocabularies = await other.client.tag.vocabularies()
  const own = vocabularies.find(({ vocabulary }) => vocabulary === 'own')
  expect(own?.terms).toMatchObject([{ name: 'Wedding dances' }])
  const back = join(ground.root, 'back')
  await other.client.head.export({ id: pack.id, path: back, about: { author: 'Thief' } })
  await other.close()
  expect(await client.head.inspect({ path: back })).toMatchObject({ about, fit: 'exact' })
  const { id } = await client.head.import({ path: back })
  await client.teach.settled()
  const [trackId] = await idsOf('drum', 12, 13)
  const said = () => client.head.predictions({ trackId: trackId ?? 0 })
  const [mine, theirs] = await said()
  expect(theirs?.tags[0]?.probability).toBeCloseTo(mine?.tags[0]?.probability ?? 0, 5)
  expect([mine?.tags[0]?.told, theirs?.tags[0]?.told]).toEqual([true, false])
  await client.head.pin({ id, version: 1 })
  await client.teach.settled()
  expect((await said()).map(({ tags }) => tags[0]?.told)).toEqual([false, true])
  expect(await client.head.import({ path: back })).toMatchObject({ id, version: 1, pinned: true })
  await client.head.remove({ id })
  await writeFile(path, 'not a pack')
  await expect(client.head.import({ path })).rejects.toMatchObject({ code: 'pack-broken' })
})

test('predictions are made anew on request, and go on after an end in the middle', async () => {
  const { client } = open
  expect(await client.head.apply({})).toEqual({ tracks: 2 * EACH })
  await open.close()
  open = await openTestEngine(ground.data)
  await open.client.teach.settled()
  expect((await open.client.head.list())[0]?.predicted).toBe(2 * EACH)
  expect(await open.client.head.progress()).toEqual({
    training: [],
    applying: null,
    cancelled: false,
  })
})

test('a training whose process is killed begins anew', async () => {
  const { client } = open
  const training = client.teach.train(subject())
  await until(() => open.pid('training') > 0)
  process.kill(open.pid('training'), 'SIGKILL')
  expect(await training).toMatchObject({ version: 5, failure: null, state: 'idle' })
})

test('a training is given up on request, and what was learned stays', async () => {
  const { client } = open
  const training = client.teach.train(subject())
  await until(async () => (await client.teach.get(subject())).state === 'training')
  await client.teach.cancel(subject())
  await expect(training).rejects.toMatchObject({ code: 'cancelled' })
  expect(await client.teach.get(subject())).toMatchObject({ version: 5, state: 'idle' })
})

test('everything that has it, or nothing that has it not, teaches nothing', async () => {
  const { client } = open
  const all = [...(await idsOf('drum')), ...(await idsOf('wind'))]
  await say(all, 'confirmed')
  await expect(client.teach.train(subject())).rejects.toMatchObject({ code: 'too-few-examples' })
  await say(all, 'rejected')
  await expect(client.teach.train(subject())).rejects.toMatchObject({ code: 'too-few-examples' })
  expect(await client.teach.get(subject())).toMatchObject({ version: 5 })
  await say(await idsOf('drum'), 'confirmed')
})

/** The same weights without the normalisation of their input: another model. */
async function otherCheckpoint(): Promise<string> {
  const folder = join(ground.root, 'raw')
  await writeGeneratedCheckpoint(folder, 'tiny')
  const file = join(folder, 'preprocessor_config.json')
  const config = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...config, do_normalize: false }))
  return folder
}

test('a library that follows its user learns by itself, and learns anew by another model', async () => {
  await open.close()
  open = await openTestEngine(ground.data, { autonomous: true })
  const { client } = open
  await until(async () => (await client.teach.get(subject())).version === 6)
  const other = await otherCheckpoint()
  await client.model.use({ path: other })
  await until(async () => (await client.teach.get(subject())).version === 7)
  await client.teach.settled()
  const [head] = await client.head.list()
  expect(head?.versions[0]?.modelId).not.toBe(head?.versions[1]?.modelId)
  expect(head?.predicted).toBe(2 * EACH)
})

test('the modes of a vocabulary, or traditions, are learned together', async () => {
  const { client } = open
  const tradition = { vocabulary: 'tradition', tag: null } as const
  await client.tag.decide({
    trackIds: await idsOf('drum', 0, 8),
    decisions: [{ vocabulary: 'tradition', tag: 'turkish', state: 'confirmed' }],
  })
  await client.tag.decide({
    trackIds: await idsOf('wind', 0, 8),
    decisions: [{ vocabulary: 'tradition', tag: 'carnatic', state: 'confirmed' }],
  })
  await client.teach.begin(tradition)
  const { figure } = await client.teach.train(tradition)
  const heads = await client.head.list()
  const tags = heads.find(({ taught }) => taught?.tag === null)?.versions[0]?.tags ?? []
  expect(tags.map(({ tag }) => tag)).toEqual(['carnatic', 'turkish'])
  const mean = tags.reduce((sum, { rocAuc }) => sum + (rocAuc ?? 0), 0) / tags.length
  expect(figure?.rocAuc).toBeCloseTo(mean, 10)
  await client.teach.settled()
  const [, , unmarked] = await idsOf('drum', 10, 14)
  const { tradition: known } = await client.track.get({ id: unmarked ?? 0 })
  expect(known).toBe('turkish')
})

test('forgetting removes the head and its tags, and keeps the user’s words', async () => {
  const { client } = open
  await client.teach.forget(subject())
  await client.teach.settled()
  expect((await client.teach.list()).map(({ vocabulary }) => vocabulary)).toEqual(['tradition'])
  const [, , unmarked] = await idsOf('drum', 10, 14)
  const { tags } = await client.tag.summary({ trackIds: [unmarked ?? 0] })
  expect(
    tags.find(({ vocabulary }) => vocabulary === 'own')?.said.map(({ source }) => source),
  ).toEqual(['user'])
  expect((await ranking()).rows).toEqual([])
})
