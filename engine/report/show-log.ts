import { existsSync } from 'node:fs'
import { problem } from '../../contract/problem.ts'
import { engineLogFile } from '../host/engine-log.ts'

/** Shows the engine's log in its folder; its path. Problems: `file-missing`; those of `show`. */
export async function showLog(
  dataFolder: string,
  show: (path: string) => Promise<void>,
): Promise<string> {
  const path = engineLogFile(dataFolder)
  if (!existsSync(path))
    throw problem('file-missing', `There is no log yet; it would be at ${path}.`)
  await show(path)
  return path
}
