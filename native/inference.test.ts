import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openEncoder } from './inference.ts'

// What a session computes is tested in engine/sound/encoder-graph.test.ts, where graphs can be written.

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-inference-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const open = (file: string) => openEncoder(file, { threads: 1, provider: 'cpu' })

test('a file that is gone', async () => {
  const file = join(await temporaryFolder(), 'encoder.onnx')
  await expect(open(file)).rejects.toMatchObject({ code: 'not-found' })
  await mkdir(file)
  await expect(open(file)).rejects.toMatchObject({ code: 'not-found' })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['no model', Buffer.from('<!DOCTYPE html>')],
  ['random bytes', Buffer.from([8, 10, 58, 255, 255, 3, 10])],
])('a file with %s in it', async (_, bytes) => {
  const file = join(await temporaryFolder(), 'encoder.onnx')
  await writeFile(file, bytes)
  await expect(open(file)).rejects.toMatchObject({ name: 'Problem', code: 'encoder-failed' })
})
