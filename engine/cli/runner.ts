import { isProblem, problem } from '../../contract/problem.ts'
import { dataFolderFor } from '../host/data-folder.ts'
import { engineEntries } from '../host/entries.ts'
import { showInFileManager } from '../host/show-file.ts'
import { type Context, exitCode, type GlobalOptions, type Output } from './context.ts'

/** Runs commands for the program, and sets the exit code of the process. */
export interface Runner {
  dataFolder(): string
  /** Opens the library (or attaches to its running engine), runs one command, closes. */
  run(command: (context: Context) => Promise<number>): Promise<void>
  /** Runs a command that opens no library. */
  runAlone(command: (output: Output, modelsFolder: string) => Promise<number>): Promise<void>
  /** One error: as JSON on standard output with --json, else as words on standard error. */
  tellError(error: { code: string; message: string }): void
}

export interface RunnerParts {
  /** URL of the host's entry file. */
  entry: string
  version: string
  interrupt: AbortController
  options(): GlobalOptions
}

/** Commands that take long end by themselves when interrupted; the others are left after this. Milliseconds. */
const INTERRUPT_GRACE_MS = 2_000

export function createRunner({ entry, version, interrupt, options }: RunnerParts): Runner {
  const { signal } = interrupt

  async function unlessInterrupted(work: Promise<number>): Promise<number> {
    let timer: NodeJS.Timeout | undefined
    const interrupted = new Promise<number>((resolve) => {
      const wait = () => {
        timer = setTimeout(() => resolve(exitCode.interrupted), INTERRUPT_GRACE_MS)
      }
      signal.addEventListener('abort', wait, { once: true })
    })
    return Promise.race([work, interrupted]).finally(() => clearTimeout(timer))
  }

  function output(): Output {
    const { json = false } = options()
    return {
      json,
      signal,
      print: (result, words) =>
        void process.stdout.write(`${json ? JSON.stringify(result, null, 2) : words}\n`),
    }
  }

  const dataFolder = () => dataFolderFor(options().data)

  function tellError(error: { code: string; message: string }): void {
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`)
    else process.stderr.write(`naghma: ${error.message}\n`)
  }

  function finish(code: number): void {
    process.exitCode = code
    if (code === exitCode.interrupted)
      tellError({ code: 'cancelled', message: 'Interrupted. What was finished is kept.' })
  }

  return {
    dataFolder,
    tellError,
    async run(command) {
      const entries = engineEntries(entry)
      // The engine is loaded only now, so that help and usage errors come at once.
      const { openEngine } = await import('../host/open-engine.ts')
      const opened = await openEngine({
        dataFolder: dataFolder(),
        host: 'command line',
        version,
        ...entries,
        autonomous: false,
        demo: false,
        showFile: showInFileManager,
        onShutdown: () => interrupt.abort(),
        onReopen: () => interrupt.abort(),
      })
      let code: number
      try {
        code = await unlessInterrupted(command({ ...output(), client: opened.client }))
      } catch (error) {
        if (opened.kind === 'own' || !opened.isGone()) throw error
        throw problem(
          'engine-gone',
          `The Naghma that has this library open (process ${opened.running.pid}) has stopped. Run the command again.`,
          { cause: error },
        )
      } finally {
        await opened.close()
      }
      finish(code)
    },
    async runAlone(command) {
      const { modelsFolder } = engineEntries(entry)
      const work = command(output(), modelsFolder).catch((error: unknown) => {
        if (signal.aborted && isProblem(error) && error.code === 'cancelled')
          return exitCode.interrupted
        throw error
      })
      finish(await unlessInterrupted(work))
    },
  }
}
