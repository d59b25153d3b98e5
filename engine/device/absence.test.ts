import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { provider } from '../../contract/device.ts'
import { cudaFolderIn, whyAbsent } from './absence.ts'

test.each([
  ['win32', 'x64', ['webgpu', 'dml', 'cpu']],
  ['win32', 'arm64', ['webgpu', 'dml', 'cpu']],
  ['darwin', 'arm64', ['webgpu', 'coreml', 'cpu']],
  ['darwin', 'x64', ['cpu']],
  ['linux', 'x64', ['webgpu', 'cpu']],
  ['linux', 'arm64', ['cpu']],
  ['freebsd', 'x64', ['cpu']],
])('on %s on %s, %j are worth a trial', (platform, arch, worth) => {
  const system = { platform, arch, runtimeFolder: null }
  expect(provider.options.filter((one) => whyAbsent(one, system) === null)).toEqual(worth)
})

test('CUDA is worth a trial where its libraries were added, and is told how to be', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-cuda-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const system = { platform: 'linux', arch: 'x64', runtimeFolder: folder }
  expect(whyAbsent('cuda', system)).toContain('naghma cuda install')
  expect(cudaFolderIn(folder)).toBeNull()
  const libraries = join(folder, 'node_modules/onnxruntime-node/bin/napi-v6/linux/x64')
  await mkdir(libraries, { recursive: true })
  for (const name of ['shared', 'cuda'])
    await writeFile(join(libraries, `libonnxruntime_providers_${name}.so`), '')
  expect(whyAbsent('cuda', system)).toBeNull()
  expect(cudaFolderIn(folder)).toBe(folder)
  expect(whyAbsent('cuda', { ...system, arch: 'arm64' })).not.toBeNull()
})
