import { execFileSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ensureEncoder } from './convert.ts'
import { fixture, temporaryFolder } from './test-fixtures.ts'

async function tinyCopy(): Promise<string> {
  const folder = join(temporaryFolder(), 'tiny')
  await cp(fixture('tiny/st-legacy'), folder, { recursive: true })
  return folder
}

test('names the model after its weights, and converts once', async () => {
  const cache = temporaryFolder()
  const shares: number[] = []
  const onProgress = (share: number) => shares.push(share)
  const encoder = await ensureEncoder(fixture('tiny/st-legacy'), cache, { onProgress })
  expect(encoder.modelId).toMatch(/^[0-9a-f]{64}-c2$/)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  const { mtimeMs } = await stat(encoder.file)
  const again = await ensureEncoder(fixture('tiny/st-legacy/model.safetensors'), cache, {
    onProgress: () => expect.fail('converted again'),
  })
  expect(again).toEqual(encoder)
  expect((await stat(encoder.file)).mtimeMs).toBe(mtimeMs)
  expect((await readdir(cache)).sort()).toEqual([encoder.modelId, 'digests.json'].sort())
})

test.each([
  ['a truncated weights file', 'encoder.onnx.data', (file: string) => truncate(file, 5000)],
  ['a truncated graph', 'encoder.onnx', (file: string) => truncate(file, 100)],
  [
    'a damaged weights file',
    'encoder.onnx.data',
    async (file: string) => {
      const bytes = await readFile(file)
      bytes[50_000] = (bytes[50_000] ?? 0) ^ 0x40
      await writeFile(file, bytes)
    },
  ],
  ['a damaged sidecar', 'encoder.json', (file: string) => truncate(file, 20)],
  [
    'other settings',
    'encoder.json',
    async (file: string) =>
      writeFile(file, (await readFile(file, 'utf8')).replace('\\"heads\\":4', '\\"heads\\":8')),
  ],
])('%s is converted again', async (_, name, damage) => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(fixture('tiny/st-legacy'), cache)
  const folder = dirname(encoder.file)
  const contents = async () =>
    Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file))))
  const good = await contents()
  await damage(join(folder, name))
  expect(await ensureEncoder(fixture('tiny/st-legacy'), cache)).toEqual(encoder)
  expect(await contents()).toEqual(good)
})

test('a damaged memory of digests is made anew', async () => {
  const cache = temporaryFolder()
  const encoder = await ensureEncoder(fixture('tiny/st-legacy'), cache)
  await writeFile(join(cache, 'digests.json'), '{"x": 3')
  expect(await ensureEncoder(fixture('tiny/st-legacy'), cache)).toEqual(encoder)
})

test('changed weights get another id', async () => {
  const folder = await tinyCopy()
  const cache = temporaryFolder()
  const before = await ensureEncoder(folder, cache)
  const file = join(folder, 'model.safetensors')
  const bytes = await readFile(file)
  bytes.writeFloatLE(0.5, bytes.length - 4)
  await writeFile(file, bytes)
  expect((await ensureEncoder(folder, cache)).modelId).not.toBe(before.modelId)
})

test('a new conversion replaces all but the one used last', async () => {
  const cache = temporaryFolder()
  const folder = await tinyCopy()
  const file = join(folder, 'model.safetensors')
  const bytes = await readFile(file)
  const convert = async (version: number) => {
    bytes.writeFloatLE(version, bytes.length - 4)
    await writeFile(file, bytes)
    return (await ensureEncoder(folder, cache)).modelId
  }
  const first = await convert(1)
  const second = await convert(2)
  expect((await readdir(cache)).sort()).toEqual([first, second, 'digests.json'].sort())
  expect(await convert(1)).toBe(first)
  const third = await convert(3)
  expect((await readdir(cache)).sort()).toEqual([first, third, 'digests.json'].sort())
})

test('as many conversions stay beside a new one as are compared', async () => {
  const cache = temporaryFolder()
  const folder = await tinyCopy()
  const file = join(folder, 'model.safetensors')
  const bytes = await readFile(file)
  let converted = 0
  const convert = async (version: number) => {
    bytes.writeFloatLE(version, bytes.length - 4)
    await writeFile(file, bytes)
    const onProgress = (share: number) => {
      if (share === 1) converted++
    }
    return ensureEncoder(folder, cache, { others: 3, onProgress })
  }
  for (const round of ['first', 'second', 'third'])
    for (const version of [1, 2, 3, 4]) {
      await convert(version)
      expect([round, converted]).toEqual([round, round === 'first' ? version : 4])
    }
})

test('what another cache has is used from there, and nothing is written', async () => {
  const [own, lender] = [temporaryFolder(), temporaryFolder()]
  const theirs = await ensureEncoder(fixture('tiny/st-legacy'), lender)
  const before = await stat(join(dirname(theirs.file), 'encoder.json'))
  const lent = { lentFrom: [temporaryFolder(), lender] }
  expect(await ensureEncoder(fixture('tiny/st-legacy'), own, lent)).toEqual(theirs)
  expect(await readdir(own)).toEqual(['digests.json'])
  expect((await stat(join(dirname(theirs.file), 'encoder.json'))).mtimeMs).toBe(before.mtimeMs)
  await truncate(theirs.file, 100)
  const mine = await ensureEncoder(fixture('tiny/st-legacy'), own, lent)
  expect(dirname(dirname(mine.file))).toBe(own)
})

test('a conversion that this version cannot read is removed', async () => {
  const cache = temporaryFolder()
  const old = join(cache, `${'0'.repeat(64)}-c1`)
  await mkdir(old)
  await writeFile(join(old, 'encoder.json'), '{"settings": "{}", "files": {}}')
  const { modelId } = await ensureEncoder(fixture('tiny/st-legacy'), cache)
  expect((await readdir(cache)).sort()).toEqual([modelId, 'digests.json'].sort())
})

test('what a dead conversion left is removed, a running one is not', async () => {
  const cache = temporaryFolder()
  await mkdir(join(cache, 'dead.1-2.partial'))
  await mkdir(join(cache, 'alive.1-2.partial'))
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(join(cache, 'dead.1-2.partial'), longAgo, longAgo)
  await ensureEncoder(fixture('tiny/st-legacy'), cache)
  expect(await readdir(cache)).not.toContain('dead.1-2.partial')
  expect(await readdir(cache)).toContain('alive.1-2.partial')
})

test('a cancelled conversion leaves nothing', async () => {
  const cache = temporaryFolder()
  const controller = new AbortController()
  await expect(
    ensureEncoder(fixture('tiny/st-legacy'), cache, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    }),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(await readdir(cache)).toEqual(['digests.json'])
})

test('weights that are not numbers are refused', async () => {
  const folder = await tinyCopy()
  const file = join(folder, 'model.safetensors')
  const bytes = await readFile(file)
  bytes.writeFloatLE(Number.NaN, 8 + Number(bytes.readBigUInt64LE()) + 400)
  await writeFile(file, bytes)
  const cache = temporaryFolder()
  await expect(ensureEncoder(folder, cache)).rejects.toMatchObject({
    code: 'checkpoint-unreadable',
  })
  expect(await readdir(cache)).toEqual(['digests.json'])
})

test('a full disk is said so, and leaves nothing half-written', async (context) => {
  const disk = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk], { stdio: 'pipe' })
  } catch {
    context.skip('a small disk cannot be mounted here')
  }
  try {
    await expect(ensureEncoder(fixture('tiny/st-legacy'), disk)).rejects.toMatchObject({
      code: 'disk-full',
    })
    expect(await readdir(disk)).toEqual(['digests.json'])
  } finally {
    execFileSync('umount', [disk])
  }
})
