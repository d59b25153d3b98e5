import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import open from 'open'
import { problem } from '../../contract/problem.ts'

/** A command line; `verbatim` when Windows is to take it as it is. */
export interface ShowCommand {
  program: string
  args: string[]
  verbatim: boolean
}

/**
 * How a system's file manager is asked to open a file's folder with the file chosen; undefined where file managers have
 * no common way to be asked.
 */
export function showCommand(platform: NodeJS.Platform, path: string): ShowCommand | undefined {
  if (platform === 'darwin') return { program: 'open', args: ['-R', path], verbatim: false }
  // No path of Windows holds a quotation mark, and Explorer takes its argument only in this form.
  if (platform === 'win32')
    return { program: 'explorer.exe', args: [`/select,"${path}"`], verbatim: true }
  return undefined
}

/** A file manager may stay until it is closed: one that has not failed by then has opened. Milliseconds. */
const OPENED_AFTER_MS = 2_000

/** Shows a file in its folder with the system's file manager. Problem: `io-error` when there is none that could. */
export async function showInFileManager(path: string): Promise<void> {
  try {
    const command = showCommand(process.platform, path)
    const child = command
      ? spawn(command.program, command.args, {
          stdio: 'ignore',
          windowsVerbatimArguments: command.verbatim,
        })
      : await open(dirname(path))
    child.unref()
    await new Promise<void>((resolve, reject) => {
      const opened = setTimeout(resolve, OPENED_AFTER_MS)
      child.once('error', reject)
      child.once('exit', (code) => {
        clearTimeout(opened)
        // Explorer ends with 1 whatever it did.
        if (code === 0 || process.platform === 'win32') resolve()
        else reject(new Error(`it ended with code ${code}`))
      })
    })
  } catch (cause) {
    throw problem(
      'io-error',
      `No file manager could be opened on this computer. The file is at ${path}.`,
      { cause },
    )
  }
}
