/** Trials with nothing made up: the real inference process, the real runtime, a real WebGPU. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { bundledProviders, hasCudaLibraries } from '../../native/inference-runtime.ts'
import { engineEntries } from '../host/entries.ts'
import { callsTo } from '../processes/calls.ts'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import { connectToWindows } from '../processes/window-link.ts'
import { ensureEncoder } from '../sound/convert.ts'
import { fixture } from '../sound/test-fixtures.ts'
import { fixedWindow } from './fixed-window.ts'
import { tinyEncoder } from './fixtures/odd-devices.ts'
import { findSoftwareVulkan, vulkanVariables } from './fixtures/software-vulkan.ts'
import { tryDevices } from './try-devices.ts'

const { startProcess } = engineEntries(new URL('../host-cli.ts', import.meta.url).href)
const driver = findSoftwareVulkan()
const onLinux = bundledProviders(process.platform, process.arch).includes('cuda')

let tiny: Awaited<ReturnType<typeof tinyEncoder>>
beforeAll(async () => {
  tiny = await tinyEncoder()
})
afterAll(() => tiny.remove())

function withVariables(variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
}

const trial = () => ({
  startProcess,
  file: tiny.encoder.file,
  threads: 2,
  runtimeFolder: null,
  seconds: 0.1,
})

test.skipIf(!driver)(
  'a real WebGPU computes every layer as the processor does, weights stored in half precision (needs SwiftShader or Mesa 25)',
  async () => {
    const half = join(tiny.folder, 'half')
    const { file } = await ensureEncoder(fixture('tiny/st-legacy'), half, {
      compare: async () => 0,
    })
    withVariables(await vulkanVariables(driver!, tiny.folder))
    const [webgpu, cpu] = await tryDevices({
      ...trial(),
      file,
      providers: ['webgpu'],
      batches: [1],
    })
    expect(cpu).toMatchObject({ provider: 'cpu', outcome: 'good' })
    expect(['good', 'slower'], webgpu!.reason).toContain(webgpu!.outcome)
    expect(webgpu!.error).toBeLessThan(1e-6)
    expect(webgpu).toMatchObject({ provider: 'webgpu', batch: 1 })
    expect(webgpu!.windowsPerSecond).toBeGreaterThan(0)
  },
)

test.skipIf(!onLinux)(
  'without a Vulkan driver WebGPU fails, in words, and is not crashed',
  async () => {
    withVariables({ VK_ICD_FILENAMES: '/dev/null', VK_DRIVER_FILES: '/dev/null' })
    const [webgpu] = await tryDevices({ ...trial(), providers: ['webgpu'] })
    expect(webgpu).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/^No graphics card with a Vulkan driver was found/),
    })
  },
)

test.skipIf(hasCudaLibraries(null))(
  'CUDA without its libraries is absent; asked for all the same, it fails in words',
  async () => {
    const providers = ['cuda'] as const
    const [absent] = await tryDevices({ ...trial(), providers })
    expect(absent).toMatchObject({ provider: 'cuda', outcome: 'absent' })
    const [failed, cpu] = await tryDevices({ ...trial(), providers, absence: () => null })
    expect(failed).toMatchObject({ provider: 'cuda', outcome: 'failed' })
    expect(failed!.reason).toMatch(/libraries for CUDA could not be loaded|does not have it/)
    expect(cpu!.outcome).toBe('good')
  },
)

test.skipIf(hasCudaLibraries(null))(
  'a process that could not load CUDA goes on with the processor',
  async () => {
    const child = startProcess('inference')
    onTestFinished(() => child.kill())
    const calls = callsTo<InferenceCalls>(child)
    const socketFolder = process.platform === 'win32' ? null : tiny.folder
    const own = { runtimeFolder: null, batch: 1, socketFolder }
    const input = { file: tiny.encoder.file, threads: 1, ...own }
    await expect(calls.open({ ...input, provider: 'cuda' })).rejects.toMatchObject({
      code: 'device-failed',
      message: expect.stringContaining('could not be loaded for cuda'),
    })
    const opened = await calls.open({ ...input, provider: 'cpu' })
    expect(opened.device).toBe('cpu')
    const windows = await connectToWindows(opened.address)
    onTestFinished(() => windows.close())
    expect(await windows.run(fixedWindow())).toHaveLength(4 * 48)
  },
)
