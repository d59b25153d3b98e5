import { readdir, readFile, stat } from 'node:fs/promises'
import { cpus, homedir, release, type } from 'node:os'
import { delimiter, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { DeviceFacts } from '../../contract/device.ts'
import { hasCudaLibraries, runtimeVersion } from '../../native/inference-runtime.ts'
import type { StartProcess } from '../processes/port.ts'
import { askGraphics, UNKNOWN_GRAPHICS } from './graphics-cards.ts'

/** Variables that choose the Vulkan driver. */
const vulkanVariables = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'VK_ADD_DRIVER_FILES']

/** Where Vulkan's loader looks for drivers on Linux. */
function vulkanFolders(): string[] {
  const { XDG_DATA_HOME, XDG_DATA_DIRS } = process.env
  const shared = XDG_DATA_DIRS || ['/usr/local/share', '/usr/share'].join(delimiter)
  const data = [XDG_DATA_HOME || join(homedir(), '.local', 'share'), ...shared.split(delimiter)]
  return ['/etc', ...data].map((folder) => join(folder, 'vulkan', 'icd.d'))
}

/** The manifests of the Vulkan drivers, with size and time: a new driver brings a new one. */
async function vulkanDrivers(): Promise<string[]> {
  const found = vulkanFolders().map(async (folder) => {
    const names = await readdir(folder).catch(() => [])
    const manifests = names.filter((name) => name.endsWith('.json')).sort()
    return Promise.all(
      manifests.map(async (name) => {
        const info = await stat(join(folder, name)).catch(() => undefined)
        return `${join(folder, name)} ${info?.size ?? 0} ${info?.mtime.toISOString() ?? ''}`
      }),
    )
  })
  const chosen = vulkanVariables.flatMap((name) =>
    process.env[name] === undefined ? [] : `${name}=${process.env[name]}`,
  )
  return [...(await Promise.all(found)).flat(), ...chosen]
}

async function nvidiaDriver(): Promise<string[]> {
  const text = await readFile('/proc/driver/nvidia/version', 'utf8').catch(() => '')
  const [line = ''] = text.split('\n')
  return line ? [line] : []
}

/** The runtime's version, and that of the copy that has CUDA's libraries where there is one. */
function runtimeWords(runtimeFolder: string | null): string {
  const version = runtimeVersion() ?? 'none'
  return hasCudaLibraries(runtimeFolder)
    ? `${version}, with CUDA ${runtimeVersion(runtimeFolder)}`
    : version
}

/** What is known at once, without asking the system: all but the graphics cards and the Vulkan drivers. */
export function quickFacts(threads: number, runtimeFolder: string | null): DeviceFacts {
  return {
    runtime: runtimeWords(runtimeFolder),
    processor: `${cpus()[0]?.model.trim() || 'unknown processor'}, ${process.arch}`,
    threads,
    graphics: [UNKNOWN_GRAPHICS],
    system: [`${type()} ${release()}`],
  }
}

/**
 * What the verdicts on devices depend on. The graphics cards are asked for in a process of its own, for 5 s at most;
 * without a way to start one they are not. Never rejects.
 */
export async function readDeviceFacts(
  threads: number,
  runtimeFolder: string | null,
  startProcess: StartProcess | null,
): Promise<DeviceFacts> {
  const facts = quickFacts(threads, runtimeFolder)
  const onLinux = process.platform === 'linux'
  const [graphics, vulkan, nvidia] = await Promise.all([
    startProcess ? askGraphics(startProcess) : facts.graphics,
    onLinux ? vulkanDrivers() : [],
    onLinux ? nvidiaDriver() : [],
  ])
  return { ...facts, graphics, system: [...facts.system, ...vulkan, ...nvidia] }
}

/** Whether verdicts made with `a` hold with `b`. Graphics cards that were not told in time are taken to be the same. */
export function sameFacts(a: DeviceFacts, b: DeviceFacts): boolean {
  const unknown = [a, b].some(({ graphics }) => graphics.includes(UNKNOWN_GRAPHICS))
  return (
    sameAtOnce(a, b) &&
    (unknown || isDeepStrictEqual(a.graphics, b.graphics)) &&
    isDeepStrictEqual(a.system, b.system)
  )
}

/** The same of what `quickFacts` tells. */
export function sameAtOnce(a: DeviceFacts, b: DeviceFacts): boolean {
  return (
    a.runtime === b.runtime &&
    a.processor === b.processor &&
    a.threads === b.threads &&
    a.system[0] === b.system[0]
  )
}
