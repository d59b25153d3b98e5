import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { nvidiaPieces } from './cuda-package.ts'

const PATIENCE_MS = 5_000
/** Where CUDA's own installer puts libraries without telling the loader. */
const usualFolders = ['/usr/local/cuda/lib64', '/usr/local/cuda/targets/x86_64-linux/lib']

/** Names of the libraries that the loader knows; empty where it cannot be asked. */
async function loaderCache(): Promise<string[]> {
  for (const program of ['ldconfig', '/sbin/ldconfig'])
    try {
      const { stdout } = await promisify(execFile)(program, ['-p'], { timeout: PATIENCE_MS })
      return stdout.split('\n').map((line) => line.trim().split(' ')[0] ?? '')
    } catch {
      // Not here: the other place has it.
    }
  return []
}

export interface MissingPiece {
  library: string
  /** What it belongs to, in words. */
  piece: string
}

/** The libraries of NVIDIA that ONNX Runtime's CUDA provider needs and that the loader would not find. */
export async function missingNvidiaLibraries(
  environment: Record<string, string | undefined> = process.env,
): Promise<MissingPiece[]> {
  const folders = [...(environment.LD_LIBRARY_PATH ?? '').split(':'), ...usualFolders]
  const inFolders = await Promise.all(
    folders.filter(Boolean).map((folder) => readdir(folder).catch(() => [])),
  )
  const found = new Set([...(await loaderCache()), ...inFolders.flat()])
  return Object.entries(nvidiaPieces)
    .filter(([library]) => !found.has(library))
    .map(([library, piece]) => ({ library, piece }))
}
