import { createHash } from 'node:crypto'
import { appendFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { digestMemory, sha256OfFile } from './file-digest.ts'
import { temporaryFolder } from './test-fixtures.ts'

test('sha256 of a file, also of one larger than a block', async () => {
  const file = join(temporaryFolder(), 'x')
  const bytes = Buffer.alloc(3_000_001, 'naghma')
  await writeFile(file, bytes)
  expect(await sha256OfFile(file)).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('digests anew only what changed', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'x')
  await writeFile(file, 'one')
  const digest = vi.fn(() => sha256OfFile(file))
  const ask = () => digestMemory(join(folder, 'digests.json')).sha256(file, digest)

  const first = await ask()
  expect(await ask()).toBe(first)
  expect(digest).toHaveBeenCalledTimes(1)

  await appendFile(file, ' more')
  expect(await ask()).not.toBe(first)
  expect(digest).toHaveBeenCalledTimes(2)

  await utimes(file, 1, 1)
  await ask()
  expect(digest).toHaveBeenCalledTimes(3)
})

test('works where the memory cannot be written', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'x')
  await writeFile(file, 'one')
  const memory = digestMemory(join(folder, 'gone', 'digests.json'))
  expect(await memory.sha256(file, () => sha256OfFile(file))).toMatch(/^[0-9a-f]{64}$/)
  await rm(file)
  await expect(memory.sha256(file, () => sha256OfFile(file))).rejects.toThrow('ENOENT')
})
