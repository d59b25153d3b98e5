import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openEncoder } from './inference.ts'
import { bundledProviders, hasCudaLibraries, runtimeVersion } from './inference-runtime.ts'

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

test('a provider that is not there fails by its name, and the file is not blamed', async () => {
  const file = join(await temporaryFolder(), 'encoder.onnx')
  await writeFile(file, 'no model')
  const provider = process.platform === 'darwin' ? 'dml' : 'coreml'
  await expect(openEncoder(file, { threads: 1, provider })).rejects.toMatchObject({
    code: 'device-failed',
    message: expect.stringMatching(new RegExp(`could not be loaded for ${provider}: .*not found`)),
  })
})

test('CUDA, and only that, is taken from another folder when one is named', async () => {
  const runtimeFolder = await temporaryFolder()
  const copy = join(runtimeFolder, 'node_modules', 'onnxruntime-node')
  await mkdir(copy, { recursive: true })
  await writeFile(join(copy, 'package.json'), '{ "version": "9.9.9" }')
  await writeFile(join(copy, 'index.js'), 'throw new Error("This is the copy.")')
  const file = join(runtimeFolder, 'encoder.onnx')
  await writeFile(file, 'no model')
  const options = { threads: 1, runtimeFolder }
  await expect(openEncoder(file, { ...options, provider: 'cuda' })).rejects.toThrow(
    'The encoder could not be loaded for cuda: This is the copy.',
  )
  await expect(openEncoder(file, { ...options, provider: 'cpu' })).rejects.not.toThrow('the copy')
  expect(runtimeVersion(runtimeFolder)).toBe('9.9.9')
  expect(runtimeVersion(join(runtimeFolder, 'nothing'))).toBeNull()
  expect(hasCudaLibraries(runtimeFolder)).toBe(false)
})

test('the version of the runtime is the one that is asked for', async () => {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  expect(runtimeVersion()).toBe(JSON.parse(text).dependencies['onnxruntime-node'])
})

test('what the table of providers says of this system is what the runtime has', async () => {
  const { listSupportedBackends } = await import('onnxruntime-node')
  const found = listSupportedBackends().map(({ name }) => name)
  for (const provider of bundledProviders(process.platform, process.arch))
    expect(found).toContain(provider)
  expect(bundledProviders('darwin', 'x64')).toEqual([])
})
