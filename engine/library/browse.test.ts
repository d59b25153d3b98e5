import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { browse } from './browse.ts'

test('folders and files by name, without hidden ones', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'naghma-browse-')))
  for (const name of ['b', 'a 10', 'a 9', '.hidden']) mkdirSync(join(root, name))
  writeFileSync(join(root, 'model.safetensors'), '1234')
  expect(await browse(root)).toEqual({
    path: root,
    parent: dirname(root),
    folders: ['a 9', 'a 10', 'b'].map((name) => ({ name, path: join(root, name) })),
    files: [{ name: 'model.safetensors', path: join(root, 'model.safetensors'), size: 4 }],
  })
  await expect(browse(join(root, 'absent'))).rejects.toEqual(
    expect.objectContaining({ code: 'not-found', field: 'path' }),
  )
  rmSync(root, { recursive: true })
})

test('no path is the home folder', async () => {
  expect((await browse('')).path).toBe(realpathSync(homedir()))
})
