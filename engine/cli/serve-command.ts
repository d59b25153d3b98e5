import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { type Demo, prepareDemo } from '../demo/prepare-demo.ts'
import { dataFolderFor } from '../host/data-folder.ts'
import { engineEntries } from '../host/entries.ts'
import { type EngineClient, type OwnEngine, openEngine } from '../host/open-engine.ts'
import { findRunningEngine } from '../host/running-engine.ts'
import { showInFileManager } from '../host/show-file.ts'
import { openInBrowser, serve } from '../host-http.ts'
import { describeError } from './context.ts'
import { userPath } from './user-path.ts'

export interface ServeCommand {
  /** URL of the host's entry file. */
  entry: string
  version: string
  signal: AbortSignal
  stop(): void
  data?: string
  json?: boolean
  folders: string[]
  open?: boolean
  port: number
  model?: string
  demo?: boolean
}

function say(words: string): void {
  process.stdout.write(`${words}\n`)
}

/** Where Naghma is open: one line of JSON with --json. */
function sayUrl({ json }: ServeCommand, words: string, url: string, pid: number): void {
  say(json ? JSON.stringify({ url, pid }) : `${words} ${url}`)
}

/** Serves the library until it is asked to stop; opens the page of the one that is being served already. */
export async function serveCommand(command: ServeCommand): Promise<void> {
  const root = dataFolderFor(command.data)
  const dataFolder = command.demo ? join(root, 'demo') : root
  const pages = builtPage(command.entry)
  const demo = command.demo ? await sayAndPrepareDemo(dataFolder, command) : undefined
  let before: Before | undefined
  do {
    const reopening = new AbortController()
    const opened = await openEngine({
      ...engineEntries(command.entry),
      dataFolder,
      host: 'served',
      version: command.version,
      autonomous: true,
      demo: command.demo === true,
      showFile: showInFileManager,
      token: before?.token,
      onShutdown: command.stop,
      onReopen: () => reopening.abort(),
    })
    if (opened.kind === 'attached') {
      await opened.close()
      return showRunning(dataFolder, command)
    }
    try {
      const ended = AbortSignal.any([command.signal, reopening.signal])
      before = await serveUntil(ended, command, opened, { pages, demo, before })
    } finally {
      await opened.close()
    }
  } while (!command.signal.aborted)
  if (!command.json) say('Naghma has stopped.')
}

/** What pages know of the host that opened the library before: they find the next one there. */
interface Before {
  port: number
  token: string
}

async function serveUntil(
  ended: AbortSignal,
  command: ServeCommand,
  opened: OwnEngine,
  { pages, demo, before }: { pages: URL; demo: Demo | undefined; before: Before | undefined },
): Promise<Before> {
  const host = await serve(opened, {
    port: before?.port ?? command.port,
    pages,
    openBrowser: command.open === true && before === undefined,
    onLastPageClosed: command.stop,
  })
  try {
    const stopped = new Promise<void>((done) => {
      if (ended.aborted) done()
      ended.addEventListener('abort', () => done(), { once: true })
    })
    if (before === undefined) {
      sayUrl(command, 'Naghma is open at', host.url, process.pid)
      if (!command.json) say('Press Ctrl-C to stop it.')
      await Promise.race([prepare(command, demo, opened.client), stopped])
    }
    await stopped
    return { port: host.port, token: opened.token }
  } finally {
    await host.close()
  }
}

/** What the command line asked for besides serving: folders, a model. Failures are told, not fatal. */
async function prepare(
  command: ServeCommand,
  demo: Demo | undefined,
  client: EngineClient,
): Promise<void> {
  const folders = command.folders.map(userPath)
  if (demo) folders.push(demo.music)
  const model = command.model ?? demo?.checkpoint
  const tell = (error: unknown) => {
    // Whoever stops Naghma needs not hear what that put an end to.
    if (!command.signal.aborted) process.stderr.write(`naghma: ${describeError(error).message}\n`)
  }
  const known = new Set((await client.folder.list()).map(({ path }) => path))
  for (const path of folders) if (!known.has(path)) await client.folder.add({ path }).catch(tell)
  if (model) await client.model.use({ path: userPath(model) }).catch(tell)
}

async function sayAndPrepareDemo(
  dataFolder: string,
  { signal, json }: ServeCommand,
): Promise<Demo> {
  if (json) return prepareDemo(dataFolder, { signal })
  say('Preparing the demo library: every sound in it is synthesised.')
  return prepareDemo(dataFolder, {
    signal,
    onProgress: ({ done, total, file }) => say(`  ${done} of ${total}: ${file}`),
  })
}

/** The built page lies beside the engine's folder as built, and in `out` as source. */
function builtPage(entry: string): URL {
  for (const place of ['../renderer/', '../out/renderer/']) {
    const folder = new URL(place, entry)
    if (existsSync(new URL('index.html', folder)) && existsSync(new URL('assets/', folder)))
      return folder
  }
  throw problem('not-found', 'The page has not been built yet: run npm run build, then try again.')
}

async function showRunning(dataFolder: string, command: ServeCommand): Promise<void> {
  const running = await findRunningEngine(dataFolder)
  if (!running?.url)
    throw problem(
      'library-in-use',
      `Naghma (process ${running?.pid ?? 'unknown'}) is working on this library without a page. Wait until it has finished, or stop it, then try again. Library: ${dataFolder}`,
    )
  const url = `${running.url}?token=${running.token}`
  sayUrl(command, 'Naghma is open already, at', url, running.pid)
  if (command.open) await openInBrowser(url)
}
