import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const patience = 5000

async function runs(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    const { stdout } = await run(path, ['-version'], { timeout: patience, windowsHide: true })
    return stdout.startsWith('ffmpeg version')
  } catch {
    return false
  }
}

/**
 * Absolute path of an ffmpeg that runs: the one NAGHMA_FFMPEG names, else `setting` (the user's
 * choice), else the first on PATH. NAGHMA_FFMPEG=none means that none shall be used.
 */
export async function findFfmpeg(setting?: string): Promise<string | undefined> {
  const chosen = process.env.NAGHMA_FFMPEG
  if (chosen === 'none') return undefined
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  for (const path of [chosen, setting, ...onPath]) {
    if (path && isAbsolute(path) && (await runs(path))) return path
  }
  return undefined
}
