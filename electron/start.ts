/** `npm start`: the desktop application where Electron can run, else the page in the user's browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIsStale } from './build-age.ts'
import { electronBinary, windowObstacle } from './electron-binary.ts'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
/** npm runs scripts in the package's folder; relative paths are meant from where the user stands. */
const cwd = process.env.INIT_CWD ?? process.cwd()

/** Runs a program on this terminal until it ends, passing on requests to stop; its exit code. */
function runToEnd(program: string, programArgs: string[], folder: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
    const child = spawn(program, programArgs, { cwd: folder, env, stdio: 'inherit' })
    const passOn = (signal: NodeJS.Signals) => child.kill(signal)
    // The terminal sends SIGINT to the child as well; this process only has to outlive it.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', passOn)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', passOn)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

async function findElectron() {
  const obstacle = windowObstacle(process.platform, process.env, process.getuid?.())
  if (obstacle) return { reason: obstacle }
  return electronBinary(join(root, 'node_modules/electron'), {
    onDownload: (version) => console.log(`Fetching Electron ${version}, once…`),
  })
}

async function start(): Promise<number> {
  if (await buildIsStale(root)) {
    console.log('Building Naghma; this is needed once.')
    const code = await runToEnd(
      process.execPath,
      ['--run', 'build', '--', '--logLevel', 'error'],
      root,
    )
    if (code !== 0) return code
  }
  const electron = await findElectron()
  if ('path' in electron) return runToEnd(electron.path, [root, ...args], cwd)
  console.log(`Opening Naghma in the browser instead of Electron: ${electron.reason}.`)
  return runToEnd(
    process.execPath,
    [join(root, 'engine/host-cli.ts'), 'serve', '--open', ...args],
    cwd,
  )
}

process.exitCode = await start()
