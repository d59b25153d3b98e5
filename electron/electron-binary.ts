import { execFile } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Electron's program, or one line saying why there is none here. */
export type ElectronBinary = { path: string } | { reason: string }

export interface BinaryOptions {
  /** Milliseconds the download may take. */
  timeoutMs?: number
  /** The binary is absent and its download begins. */
  onDownload?: (version: string) => void
  env?: Readonly<Record<string, string | undefined>>
}

/**
 * Why a window cannot be opened by this user on this machine, in one line; undefined when nothing speaks against it.
 * `uid` is undefined on Windows.
 */
export function windowObstacle(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  uid: number | undefined,
): string | undefined {
  if (platform !== 'linux') return undefined
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return 'there is no graphical display (DISPLAY and WAYLAND_DISPLAY are not set)'
  if (uid === 0) return 'Chromium has no sandbox for the root user'
  return undefined
}

async function versionOf(packageFolder: string): Promise<string | undefined> {
  try {
    const { version }: { version?: unknown } = JSON.parse(
      await readFile(join(packageFolder, 'package.json'), 'utf8'),
    )
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}

/** The binary that path.txt names, when it is there and of the package's version; as the package itself decides. */
async function installedBinary(
  packageFolder: string,
  version: string,
  distFolder: string | undefined,
): Promise<string | undefined> {
  const dist = distFolder ?? join(packageFolder, 'dist')
  try {
    const name = await readFile(join(packageFolder, 'path.txt'), 'utf8')
    const found = await readFile(join(dist, 'version'), 'utf8')
    if (found.trim().replace(/^v/, '') !== version) return undefined
    const binary = join(dist, name)
    await access(binary)
    return binary
  } catch {
    return undefined
  }
}

/** The last line of an error a person can read: no stack frames, at most 200 characters. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
  return (lines.find((line) => /error|failed/i.test(line)) ?? lines.at(-1) ?? '')
    .trim()
    .slice(0, 200)
}

/** Runs the package's own installer; undefined when it succeeded, else why not. */
async function download(
  packageFolder: string,
  timeoutMs: number,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  try {
    await promisify(execFile)(process.execPath, [join(packageFolder, 'install.js')], {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      env: { ...env },
    })
    return undefined
  } catch (error) {
    if (!(error instanceof Error)) return String(error)
    if ('killed' in error && error.killed)
      return `its download took longer than ${Math.round(timeoutMs / 1000)} seconds`
    const words = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : ''
    return `its download failed: ${lastWords(words) || error.message}`
  }
}

/**
 * The pinned Electron's program: the one present, else the one that the package's own installer fetches within the
 * time limit, without a word on the terminal. Never rejects.
 */
export async function electronBinary(
  packageFolder: string,
  { timeoutMs = 180_000, onDownload, env = process.env }: BinaryOptions = {},
): Promise<ElectronBinary> {
  const version = await versionOf(packageFolder)
  if (version === undefined) return { reason: 'the electron package is not installed' }
  const distFolder = env.ELECTRON_OVERRIDE_DIST_PATH || undefined
  const present = await installedBinary(packageFolder, version, distFolder)
  if (present) return { path: present }
  onDownload?.(version)
  const failure = await download(packageFolder, timeoutMs, env)
  if (failure !== undefined) return { reason: `Electron ${version} is not here, and ${failure}` }
  const fetched = await installedBinary(packageFolder, version, distFolder)
  return fetched
    ? { path: fetched }
    : { reason: `Electron ${version} was fetched, but its program is missing` }
}
