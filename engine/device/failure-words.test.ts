import { expect, test } from 'vitest'
import { failureWords } from './failure-words.ts'

const adapter =
  'webgpu_context.cc:136 Initialize adapter_result.status was false. Failed to get a WebGPU adapter: No supported adapters'

test.each([
  [adapter, 'linux', 'No graphics card with a Vulkan driver was found.'],
  [adapter, 'win32', 'Direct3D 12'],
  [adapter, 'darwin', 'Metal'],
  [adapter, 'plan9', adapter],
  ['OrtSessionOptionsAppend: Failed to load shared library', 'linux', 'CUDA 12 with cuDNN 9'],
  ['no available backend found. ERR: [dml] backend not found.', 'linux', 'does not have it'],
  ['Something new', 'linux', 'It could not compute the model: Something new'],
])('what the runtime says: %s on %s', (message, platform, words) => {
  expect(failureWords(message, platform)).toContain(words)
})
