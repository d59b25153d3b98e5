/** The engine as Electron's utility process; the messages are in contract/shell-messages.ts. */
import { join, resolve } from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import { isProblem } from '../contract/problem.ts'
import { type EngineToShell, isShellToEngine } from '../contract/shell-messages.ts'
import { prepareDemo } from './demo/prepare-demo.ts'
import { dataFolderFor } from './host/data-folder.ts'
import { engineEntries, productVersion } from './host/entries.ts'
import { type OwnEngine, openEngine } from './host/open-engine.ts'
import { type ShellPort, shellProcesses } from './host/shell-processes.ts'
import { followWork } from './host/shell-work.ts'

interface ParentPort {
  postMessage(message: EngineToShell): void
  on(event: 'message', listener: (event: { data: unknown; ports: ShellPort[] }) => void): void
}
if (!('parentPort' in process)) throw new Error('This file is started by the desktop shell.')
const shell = process.parentPort as ParentPort
const processes = shellProcesses((message) => shell.postMessage(message))
let own: OwnEngine | undefined

async function open(dataFolder: string, demo: boolean, resources: string): Promise<OwnEngine> {
  const entries = engineEntries(import.meta.url, resources)
  const opened = await openEngine({
    dataFolder,
    host: 'desktop',
    version: productVersion(import.meta.url),
    ...entries,
    startProcess: processes.start,
    autonomous: true,
    demo,
    showFile: async (path) => shell.postMessage({ type: 'show-file', path }),
    onShutdown: () => shell.postMessage({ type: 'quit' }),
    onReopen: () => void reopen(),
  })
  if (opened.kind === 'own') return opened
  await opened.close()
  throw new Error(
    `Naghma is already open on this library, as process ${opened.running.pid}. Close that one first.`,
  )
}

/** An engine that ends when another library takes the place of this one has not died: the shell starts the next. */
async function reopen(): Promise<void> {
  shell.postMessage({ type: 'reopen' })
  await own?.close().catch(() => {})
  process.exit(0)
}

async function findFiles(id: number, trackIds: number[]): Promise<void> {
  const paths = (await own?.engine.files(trackIds)) ?? []
  shell.postMessage({ type: 'files-found', id, paths })
}

async function makeReport(id: number): Promise<void> {
  const text = await own?.client.engine.report().then(
    (report) => report.text,
    (error: unknown) => `There is no report: ${error instanceof Error ? error.message : error}`,
  )
  shell.postMessage({ type: 'report-made', id, text: text ?? 'The library is not open.' })
}

async function addFolders(folders: readonly string[]): Promise<void> {
  for (const path of folders) await own?.client.folder.add({ path }).catch(() => {})
}

async function start(input: {
  dataFolder: string | null
  folders: string[]
  demo: boolean
  resourcesFolder: string
}) {
  const root = dataFolderFor(input.dataFolder ?? undefined)
  const dataFolder = input.demo ? join(root, 'demo') : root
  const folders = input.folders.map((folder) => resolve(folder))
  try {
    const demo = input.demo ? await prepareDemo(dataFolder) : undefined
    own = await open(dataFolder, input.demo, input.resourcesFolder)
    shell.postMessage({ type: 'ready', socket: own.socket, token: own.token })
    void followWork(own.client, (work) => shell.postMessage({ type: 'work', ...work }))
    await addFolders(demo ? [...folders, demo.music] : folders)
    if (demo) await own.client.model.use({ path: demo.checkpoint }).catch(() => {})
  } catch (error) {
    const code = isProblem(error) ? error.code : 'library-in-use'
    const message = error instanceof Error ? error.message : String(error)
    shell.postMessage({ type: 'failed', code, message })
    setImmediate(() => process.exit(1))
  }
}

shell.on('message', ({ data, ports }) => {
  if (!isShellToEngine(data)) return
  const [port] = ports
  if (data.type === 'open') void start(data)
  else if (data.type === 'find-files') void findFiles(data.id, data.trackIds)
  else if (data.type === 'make-report') void makeReport(data.id)
  else if (data.type === 'computer-use') own?.engine.tellUse(data)
  else if (data.type === 'page-port' && port && own) {
    new RPCHandler(own.engine.router).upgrade(port)
    port.start()
  } else if (data.type === 'process-started' && port) processes.started(data.id, port)
  else if (data.type === 'process-exited') processes.exited(data.id, data.code)
  else if (data.type === 'shut-down')
    void (own?.close() ?? Promise.resolve()).then(() => process.exit(0))
})
