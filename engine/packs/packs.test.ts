import { mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { isProblem } from '../../contract/problem.ts'
import { madeHead, madeTag } from '../heads/fixtures/made-head.ts'
import { encoderFit } from './encoder-fit.ts'
import { readPack, writePack } from './pack-files.ts'
import type { PackAbout } from './pack-manifest.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'naghma-packs-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const about: PackAbout = {
  name: 'Düğün havaları',
  description: 'Wedding dances.\nFrom two villages.',
  author: 'Ayşe',
  licence: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  metrics: { rocAuc: 0.93 },
}
const at = (name: string) => join(root, name)

async function zipped(files: Record<string, Buffer>, options = {}): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name, options)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The files of a pack that is as it should be. */
async function packFiles(): Promise<Record<string, Buffer>> {
  await writePack(at('sound'), madeHead(), about)
  const names = ['manifest.json', 'weights.safetensors']
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(at(`sound/${name}`))])),
  )
}

test.each(['pack', 'pack.zip', 'PACK.ZIP'])(
  'a head comes back from %s, and nothing is written over',
  async (name) => {
    const manifest = await writePack(at(name), madeHead(), about)
    expect(await readPack(at(name))).toEqual({ head: madeHead(), manifest })
    expect(manifest).toMatchObject(about)
    expect(await readdir(root)).toEqual([name])
    await expect(writePack(at(name), madeHead(), about)).rejects.toThrow(/there already/)
  },
)

test('a zip of a folder is read, whatever else lies in it', async () => {
  const files = await packFiles()
  const inFolder = Object.entries(files).map(([name, content]) => [`my pack/${name}`, content])
  const readme = {
    'my pack/README.md': Buffer.from('Hello'),
    'my pack/more/a.txt': Buffer.from(''),
  }
  await writeFile(at('a.zip'), await zipped({ ...readme, ...Object.fromEntries(inFolder) }))
  expect((await readPack(at('a.zip'))).head).toEqual(madeHead())
})

test.each([
  ['no licence', { licence: { id: '', url: null } }],
  ['a script for an address', { licence: { id: 'x', url: 'javascript:alert(1)' } }],
  ['what moves the cursor in its name', { name: '\u001b[2Jx' }],
  ['a figure above 1', { metrics: { rocAuc: 7 } }],
])('no pack is written with %s', async (_, wrong) => {
  await expect(writePack(at('pack'), madeHead(), { ...about, ...wrong })).rejects.toMatchObject({
    code: 'pack-broken',
  })
  expect(await readdir(root)).toEqual([])
})

test('no pack says a tag twice, or in words that are no words', async () => {
  for (const tags of [[madeTag('ney'), madeTag('ney')], [madeTag('a\u0007')]])
    await expect(writePack(at('pack'), madeHead({ tags }), about)).rejects.toThrow()
})

/** A manifest that was changed, and the weights as they were. */
const changed =
  (change: object) =>
  (files: Record<string, Buffer>): Record<string, Buffer> => ({
    ...files,
    'manifest.json': Buffer.from(
      JSON.stringify({ ...JSON.parse(files['manifest.json']!.toString()), ...change }),
    ),
  })

type Change = (files: Record<string, Buffer>) => Record<string, Buffer>
test.each<[string, string, RegExp, Change]>([
  ['of a newer version', 'pack-newer', /Update Naghma/, changed({ version: 2 })],
  ['of something else', 'pack-broken', /something else/, changed({ format: 'x' })],
  ['without a licence', 'pack-broken', /licence/, changed({ licence: undefined })],
  ['without a manifest', 'pack-broken', /no manifest/, ({ 'manifest.json': _, ...files }) => files],
  [
    'without weights',
    'pack-broken',
    /no weights/,
    ({ 'weights.safetensors': _, ...files }) => files,
  ],
  [
    'with other weights',
    'pack-broken',
    /not the file/,
    (files) => ({ ...files, 'weights.safetensors': Buffer.from('x') }),
  ],
  [
    'with a path out of it',
    'pack-broken',
    /leads out of it. Get the pack again/,
    (files) => ({ ...files, '../../evil.sh': Buffer.from('x') }),
  ],
  [
    'in two folders',
    'pack-broken',
    /several folders/,
    ({ 'manifest.json': manifest, ...files }) => ({ ...files, 'a/manifest.json': manifest! }),
  ],
  [
    'with a file twice',
    'pack-broken',
    /twice/,
    (files) => ({ ...files, 'a/manifest.json': files['manifest.json']! }),
  ],
])('a pack %s is refused as %s', async (_, code, words, change) => {
  let bytes = await zipped(
    Object.fromEntries(
      Object.entries(change(await packFiles())).map(([name, content]) => [
        name.replace('../../', 'zz/zz/'),
        content,
      ]),
    ),
  )
  // yazl refuses to write such a name; others do not.
  bytes = Buffer.from(bytes.toString('latin1').replaceAll('zz/zz/', '../../'), 'latin1')
  await writeFile(at('a.zip'), bytes)
  await expect(readPack(at('a.zip'))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(words),
  })
})

test('weights that are not numbers, or of other shapes than the manifest says, are refused', async () => {
  const head = madeHead()
  const w2 = { ...head.tensors.w2!, data: head.tensors.w2!.data.map(() => Number.NaN) }
  await writePack(at('nan'), { ...head, tensors: { ...head.tensors, w2 } }, about)
  await expect(readPack(at('nan'))).rejects.toMatchObject({ code: 'pack-broken' })
  await writePack(at('shape'), { ...head, tags: [madeTag('one')] }, about)
  await expect(readPack(at('shape'))).rejects.toMatchObject({ code: 'pack-broken' })
})

test('a zip that swells is refused before it does, also when it lies about its size', async () => {
  const bomb = await zipped({ 'manifest.json': Buffer.alloc(20_000_000) })
  expect(bomb.length).toBeLessThan(100_000)
  await writeFile(at('a.zip'), bomb)
  await expect(readPack(at('a.zip'))).rejects.toThrow(/more than the 16 MB/)
  const directory = bomb.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
  bomb.writeUInt32LE(1_000, directory + 24)
  await writeFile(at('a.zip'), bomb)
  await expect(readPack(at('a.zip'))).rejects.toMatchObject({ code: 'pack-broken' })
})

test('a folder with a link to another place is refused', async () => {
  const files = await packFiles()
  await writeFile(at('elsewhere'), files['manifest.json']!)
  await rm(at('sound/manifest.json'))
  await symlink(at('elsewhere'), at('sound/manifest.json'))
  await expect(readPack(at('sound'))).rejects.toThrow(/manifest.json is no file/)
  await expect(readPack(at('nowhere'))).rejects.toMatchObject({ code: 'not-found' })
})

test.each(['stored', 'deflated'])(
  'a %s zip that was cut or damaged is read whole or refused',
  async (how) => {
    const sound = await zipped(await packFiles(), { compress: how === 'deflated' })
    const read = async () => {
      try {
        expect((await readPack(at('a.zip'))).head).toEqual(madeHead())
      } catch (error) {
        if (!isProblem(error)) throw error
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (place, value) => {
        const damaged = Buffer.from(sound)
        damaged[place] = value
        await writeFile(at('a.zip'), damaged)
        await read()
        await truncate(at('a.zip'), place)
        await expect(readPack(at('a.zip'))).rejects.toMatchObject({ code: 'pack-broken' })
      }),
      { numRuns: 200 },
    )
  },
)

test('a head fits the model it was trained on, and one of the same weights nearly', () => {
  const weights = 'ab'.repeat(32)
  const model = { modelId: `${weights}-c2`, name: 'CultureMERT-95M', layers: 13, hiddenSize: 768 }
  const other = { ...model, modelId: `${'cd'.repeat(32)}-c2` }
  expect(encoderFit(model, model)).toBe('exact')
  expect(encoderFit(model, { ...model, modelId: `${weights}-c3`, name: 'x' })).toBe('near')
  expect(encoderFit(model, other)).toBe('near')
  expect(encoderFit(model, { ...other, name: 'MERT-v1-95M' })).toBe('none')
  expect(encoderFit(model, { ...model, layers: 25 })).toBe('none')
})
