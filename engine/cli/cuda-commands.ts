import { cudaFolder, installCuda, removeCuda } from '../cuda/install-cuda.ts'
import { missingNvidiaLibraries } from '../cuda/nvidia-libraries.ts'
import { cudaFolderIn } from '../device/absence.ts'
import { exitCode, type Output } from './context.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'

const MEGABYTE = 1e6

/** What must be there besides, and how to get it. */
async function nvidiaWords(): Promise<{
  missing: { library: string; piece: string }[]
  words: string
}> {
  const missing = await missingNvidiaLibraries()
  const words =
    missing.length === 0
      ? 'All that it needs of NVIDIA is there.'
      : [
          'It needs these of NVIDIA, which were not found:',
          ...missing.map(({ library, piece }) => `  ${library.padEnd(18)} ${piece}`),
          'Install the NVIDIA driver, the CUDA 12 runtime and cuDNN 9 with the tools of your system, or put their folders into LD_LIBRARY_PATH.',
        ].join('\n')
  return { missing, words }
}

export interface InstallCudaOptions {
  from?: string
  proxy?: string
}

/** Installs ONNX Runtime's provider for CUDA beside the library. */
export async function installCudaCommand(
  output: Output,
  dataFolder: string,
  { from, proxy }: InstallCudaOptions,
): Promise<number> {
  const line = progressLine('Fetching', output.json)
  const isAddress = from !== undefined && /^https?:\/\//.test(from)
  const { folder, version } = await installCuda({
    dataFolder,
    from: from === undefined ? null : isAddress ? from : userPath(from),
    proxy: proxy ?? null,
    signal: output.signal,
    onProgress: ({ bytes, total, waiting }) =>
      line.show(
        Math.round(bytes / MEGABYTE),
        Math.round((total ?? 0) / MEGABYTE),
        `MB  ${waiting}`,
      ),
  }).finally(line.end)
  const { missing, words } = await nvidiaWords()
  output.print(
    { folder, version, missing },
    `CUDA's provider for ONNX Runtime ${version} is installed. ${words}\nIt is tried when Naghma starts the next analysis; naghma doctor --retry tries it now.`,
  )
  return exitCode.done
}

/** Whether it is installed, and what it lacks. */
export async function cudaStatus(output: Output, dataFolder: string): Promise<number> {
  const folder = cudaFolderIn(cudaFolder(dataFolder))
  const { missing, words } = await nvidiaWords()
  output.print(
    { installed: folder !== null, folder, missing },
    `${folder === null ? 'It is not installed (naghma cuda install).' : `It is installed in ${folder}.`} ${words}`,
  )
  return exitCode.done
}

/** Removes what `install` made. */
export async function removeCudaCommand(output: Output, dataFolder: string): Promise<number> {
  await removeCuda(dataFolder)
  output.print({ installed: false }, 'It is removed; the processor or WebGPU is used.')
  return exitCode.done
}
