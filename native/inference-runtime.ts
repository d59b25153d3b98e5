/** Which ONNX Runtime there is, what it can compute with on which system, and how it is set up for the encoder. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { InferenceSession } from 'onnxruntime-node'
import type { Provider } from '../contract/device.ts'

export type Runtime = typeof import('onnxruntime-node')

const require = createRequire(import.meta.url)

/**
 * What the runtime's packages hold, by platform and processor. CUDA is told of where its libraries can be added, see
 * `hasCudaLibraries`. A system that is not named has no runtime at all.
 */
const bundled: Readonly<Record<string, readonly Provider[]>> = {
  'win32 x64': ['webgpu', 'dml', 'cpu'],
  'win32 arm64': ['webgpu', 'dml', 'cpu'],
  'darwin arm64': ['webgpu', 'coreml', 'cpu'],
  'linux x64': ['webgpu', 'cuda', 'cpu'],
  'linux arm64': ['cpu'],
}

/** The providers that can exist on a system, given as Node names it; none where ONNX Runtime does not run. */
export function bundledProviders(platform: string, arch: string): readonly Provider[] {
  return bundled[`${platform} ${arch}`] ?? []
}

/** The package of the runtime: the one that came with Naghma, or the copy in `node_modules` of `runtimeFolder`. */
export function packageFolder(runtimeFolder: string | null): string {
  return runtimeFolder === null
    ? dirname(require.resolve('onnxruntime-node/package.json'))
    : join(runtimeFolder, 'node_modules', 'onnxruntime-node')
}

/** The version of the runtime, e.g. 1.30.0, without loading it; null where there is none. */
export function runtimeVersion(runtimeFolder: string | null = null): string | null {
  try {
    const text = readFileSync(join(packageFolder(runtimeFolder), 'package.json'), 'utf8')
    const { version }: { version?: unknown } = JSON.parse(text)
    return typeof version === 'string' ? version : null
  } catch {
    return null
  }
}

/** Whether the libraries for CUDA lie beside the runtime. They come apart from it, for Linux on x64 only. */
export function hasCudaLibraries(runtimeFolder: string | null): boolean {
  const libraries = join(packageFolder(runtimeFolder), 'bin', 'napi-v6', 'linux', 'x64')
  return ['shared', 'cuda'].every((name) =>
    existsSync(join(libraries, `libonnxruntime_providers_${name}.so`)),
  )
}

/**
 * Loads the runtime; for CUDA the copy in `runtimeFolder`, if one is named. CUDA's own libraries are told to compute
 * products in full: by themselves they round factors to 10 bits (TF32), and the runtime's Node binding has no option.
 */
export async function loadRuntime(
  provider: Provider,
  runtimeFolder: string | null,
): Promise<Runtime> {
  if (provider === 'cuda') {
    process.env.NVIDIA_TF32_OVERRIDE = '0'
    if (runtimeFolder !== null) return require(packageFolder(runtimeFolder)) as Runtime
  }
  return await import('onnxruntime-node')
}

/**
 * The settings for a provider, alone: where it is absent, loading fails. Threads do not spin while idle. No memory
 * pattern (100 MB less at the peak; DirectML and WebGPU cannot have one). On the processor no fused
 * skip-normalisation, which is slower there than its parts.
 */
export function sessionOptions(
  provider: Provider,
  threads: number,
): InferenceSession.SessionOptions {
  return {
    executionProviders: [{ name: provider }],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableMemPattern: false,
    extra: {
      session: { intra_op: { allow_spinning: '0' } },
      ...(provider === 'cpu'
        ? { optimization: { disable_specified_optimizers: 'SkipLayerNormFusion' } }
        : {}),
    },
  }
}
