#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { problem } from '../contract/problem.ts'
import { analyse, chooseModel } from './cli/analyse-command.ts'
import { type Context, describeError, exitCode, type GlobalOptions } from './cli/context.ts'
import { search, similar } from './cli/find-commands.ts'
import {
  createPlaylist,
  deletePlaylist,
  exportPlaylist,
  listPlaylists,
} from './cli/playlist-commands.ts'
import { scan } from './cli/scan-command.ts'
import { problems, status } from './cli/status-commands.ts'
import { dataFolderFor } from './host/data-folder.ts'
import { engineEntries, productVersion } from './host/entries.ts'

const version = productVersion(import.meta.url)
const interrupt = new AbortController()
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(exitCode.interrupted)
  interrupt.abort()
})
process.on('SIGTERM', () => interrupt.abort())
process.on('SIGHUP', () => interrupt.abort())
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  interrupt.abort()
})

const program = new Command('naghma')
  .description(
    'Index a music folder, find tracks that sound alike, browse by makam and raga, export playlists.',
  )
  .version(version)
  .option('--data <folder>', 'data folder of the library (else NAGHMA_DATA, else the usual place)')
  .option('--json', 'print the result as JSON on standard output')
  .showHelpAfterError('(naghma --help shows all commands)')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    'after',
    `
A library is a data folder; naghma uses the running Naghma of the same library when there is one.

Exit codes:
  ${exitCode.done}    done
  ${exitCode.failed}    failed; the reason is on standard error
  ${exitCode.usage}    wrong command or options
  ${exitCode.withProblems}    done, but some files had problems (naghma problems lists them)
  ${exitCode.interrupted}  interrupted by Ctrl-C; what was finished is kept`,
  )

function whole(given: string): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < 1 || value > 1000)
    throw new InvalidArgumentError('Give a whole number from 1 to 1000.')
  return value
}
const limit = (most: number) =>
  new Option('-n, --limit <number>', 'at most so many').argParser(whole).default(most)

function port(given: string): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return value
}

/** Commands that take long end by themselves when interrupted; the others are left after this. Milliseconds. */
const INTERRUPT_GRACE_MS = 2_000

async function unlessInterrupted(work: Promise<number>): Promise<number> {
  let timer: NodeJS.Timeout | undefined
  const interrupted = new Promise<number>((resolve) => {
    const wait = () => {
      timer = setTimeout(() => resolve(exitCode.interrupted), INTERRUPT_GRACE_MS)
    }
    interrupt.signal.addEventListener('abort', wait, { once: true })
  })
  return Promise.race([work, interrupted]).finally(() => clearTimeout(timer))
}

/** Opens the library (or attaches to its running engine), runs one command, closes. */
async function run(command: (context: Context) => Promise<number>): Promise<void> {
  const { data, json = false } = program.opts<GlobalOptions>()
  const { startProcess, similarWorker } = engineEntries(import.meta.url)
  // The engine is loaded only now, so that help and usage errors come at once.
  const { openEngine } = await import('./host/open-engine.ts')
  const opened = await openEngine({
    dataFolder: dataFolderFor(data),
    host: 'command line',
    version,
    startProcess,
    similarWorker,
    autonomous: false,
    demo: false,
    onShutdown: () => interrupt.abort(),
  })
  try {
    process.exitCode = await unlessInterrupted(
      command({
        client: opened.client,
        json,
        signal: interrupt.signal,
        print: (result, words) =>
          void process.stdout.write(`${json ? JSON.stringify(result, null, 2) : words}\n`),
      }),
    )
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
  if (process.exitCode === exitCode.interrupted)
    tellError({ code: 'cancelled', message: 'Interrupted. What was finished is kept.' })
}

/** One error: as JSON on standard output with --json, else as words on standard error. */
function tellError(error: { code: string; message: string }): void {
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`)
  else process.stderr.write(`naghma: ${error.message}\n`)
}

program
  .command('scan')
  .description('add music folders and look for new, changed and missing files in all folders')
  .argument('[folders...]', 'folders to add')
  .action((folders: string[]) => run((context) => scan(context, folders)))

program
  .command('analyse')
  .description('make sound embeddings of all tracks that need one, or of the given tracks')
  .argument('[tracks...]', 'ids, file paths, or search words in quotes')
  .option('--model <path>', 'CultureMERT checkpoint to use from now on (folder or weights file)')
  .addOption(
    new Option('--depth <depth>', 'quick: 12 windows of 5 s; full: all').choices(['quick', 'full']),
  )
  .action((tracks: string[], options) => run((context) => analyse(context, tracks, options)))

program
  .command('model')
  .description('check and convert a CultureMERT checkpoint and make it the current model')
  .argument('<path>', 'checkpoint folder or weights file')
  .action((path: string) => run((context) => chooseModel(context, path)))

program
  .command('similar')
  .description('the tracks that sound most like one')
  .argument('<track>', 'id, file path, or search words in quotes')
  .addOption(limit(20))
  .option('--playlist <name>', 'save the track and the result as a playlist')
  .action((track: string, options) => run((context) => similar(context, track, options)))

program
  .command('search')
  .description('tracks by title, artist, album, composer, path or custom field')
  .argument('<words...>', 'parts of words; accents and case do not matter')
  .addOption(limit(50))
  .action((words: string[], options) => run((context) => search(context, words, options)))

const playlist = program.command('playlist').description('list, make, delete and export playlists')
playlist
  .command('list')
  .description('all playlists')
  .action(() => run(listPlaylists))
playlist
  .command('create')
  .description('make a playlist of tracks')
  .argument('<name>')
  .argument('[tracks...]', 'ids, file paths, or search words in quotes')
  .action((name: string, tracks: string[]) =>
    run((context) => createPlaylist(context, name, tracks)),
  )
playlist
  .command('delete')
  .description('delete a playlist; its tracks stay in the library')
  .argument('<playlist>', 'name or id')
  .action((given: string) => run((context) => deletePlaylist(context, given)))
playlist
  .command('export')
  .description('write a playlist as M3U8')
  .argument('<playlist>', 'name or id')
  .argument('[file]', 'file to write; without one the text goes to standard output')
  .option('--relative', "paths relative to the file's folder instead of absolute ones")
  .action((given: string, file: string | undefined, options) =>
    run((context) => exportPlaylist(context, given, file, options)),
  )

program
  .command('status')
  .description('what the library holds and what is going on')
  .action(() => run(status))

program
  .command('problems')
  .description('files that could not be read or analysed, and why')
  .option('--retry', 'try all of them again')
  .addOption(limit(200))
  .action((options) => run((context) => problems(context, options)))

program
  .command('serve')
  .description('open Naghma in a browser on this machine')
  .argument('[folders...]', 'music folders to add')
  .option('--open', 'open the default browser')
  .addOption(
    new Option('--port <port>', 'port on 127.0.0.1; 0 takes a free one').argParser(port).default(0),
  )
  .option('--model <path>', 'CultureMERT checkpoint to use (folder or weights file)')
  .option('--demo', 'make a small synthesised library and open it')
  .action(async (folders: string[], options) => {
    const { serveCommand } = await import('./cli/serve-command.ts')
    await serveCommand({
      entry: import.meta.url,
      version,
      signal: interrupt.signal,
      stop: () => interrupt.abort(),
      ...program.opts<GlobalOptions>(),
      folders,
      ...options,
    })
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) {
    process.exitCode = exitCode.failed
    tellError(describeError(error))
  } else if (error.exitCode === 0) process.exitCode = exitCode.done
  else {
    process.exitCode = exitCode.usage
    // In words it has been told already.
    if (process.argv.includes('--json')) tellError({ code: 'usage', message: error.message })
  }
}
