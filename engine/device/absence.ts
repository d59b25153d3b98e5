import type { Provider } from '../../contract/device.ts'
import { bundledProviders, hasCudaLibraries } from '../../native/inference-runtime.ts'

/** A system as Node names it, and the folder that may hold a copy of ONNX Runtime with CUDA's libraries. */
export interface DeviceSystem {
  platform: string
  arch: string
  runtimeFolder: string | null
}

/** Names of the providers for people. */
const names: Readonly<Record<Provider, string>> = {
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  cpu: 'processor',
}

/** `folder` if a copy of ONNX Runtime with CUDA's libraries is in it; else null, for the runtime of Naghma. */
export function cudaFolderIn(folder: string | null): string | null {
  return folder !== null && hasCudaLibraries(folder) ? folder : null
}

/** Why a provider cannot be there, and what to do, in words; null when it is worth a trial. The processor always is. */
export function whyAbsent(
  provider: Provider,
  { platform, arch, runtimeFolder }: DeviceSystem,
): string | null {
  if (provider === 'cpu') return null
  if (!bundledProviders(platform, arch).includes(provider))
    return `There is no ${names[provider]} in ONNX Runtime for ${platform} on ${arch}.`
  if (provider === 'cuda' && !hasCudaLibraries(cudaFolderIn(runtimeFolder)))
    return 'It is not installed. With an NVIDIA card: naghma cuda install.'
  return null
}
