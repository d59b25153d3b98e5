import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'

/** Systems by what their programs and libraries begin with. */
const formats: readonly { platform: string; magic: readonly number[] }[] = [
  { platform: 'linux', magic: [0x7f, 0x45, 0x4c, 0x46] },
  { platform: 'win32', magic: [0x4d, 0x5a] },
  { platform: 'darwin', magic: [0xcf, 0xfa, 0xed, 0xfe] },
  // For several processors in one file.
  { platform: 'darwin', magic: [0xca, 0xfe, 0xba, 0xbe] },
]

/** Addons without which Naghma cannot start; each has the target's binary under its folder. */
const addons = [
  'better-sqlite3',
  'hnswlib-node',
  'onnxruntime-node',
  '@parcel/watcher-',
  '@img/sharp-',
] as const

/** The system that a file is for, by its first bytes; undefined when it is no program of any. */
async function platformOf(file: string): Promise<string | undefined> {
  await using handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
  return formats.find(({ magic }) => magic.every((byte, place) => buffer[place] === byte))?.platform
}

/**
 * What is wrong with the addons of a packed application, in words; empty when nothing is. `unpacked` is the folder beside
 * the archive, where everything native lies.
 */
export async function addonFaults(unpacked: string, platform: string): Promise<string[]> {
  const files = (await readdir(unpacked, { recursive: true }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(node|dylib|dll)$|\.so(\.\d+)*$/.test(path))
  const foreign = await Promise.all(
    files.map(async (path) => {
      const found = await platformOf(join(unpacked, path))
      return found === platform ? [] : [`${path} is for ${found ?? 'no known system'}.`]
    }),
  )
  const missing = addons
    .filter((name) => !files.some((path) => path.startsWith(`node_modules/${name}`)))
    .map((name) => `${name} has no binary.`)
  return [...foreign.flat(), ...missing]
}

type Packed = Pick<AfterPackContext, 'appOutDir' | 'electronPlatformName' | 'packager'>

/** Packages for one system hold addons that were compiled or fetched for the machine that packs: no other can run them. */
async function refuseForeignAddons({
  appOutDir,
  electronPlatformName,
  packager,
}: Packed): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  const faults = await addonFaults(join(resources, 'app.asar.unpacked'), electronPlatformName)
  if (faults.length > 0)
    throw new Error(
      `This package would not run on ${electronPlatformName}; pack it on that system.\n${faults.join('\n')}`,
    )
}

/** Takes back what electron-builder writes into every bundle for macOS: that its windows may load over plain http. */
export async function forbidPlainHttp({
  appOutDir,
  electronPlatformName,
  packager,
}: Packed): Promise<void> {
  if (electronPlatformName !== 'darwin') return
  const file = join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Info.plist`)
  const info = await readFile(file, 'utf8')
  const allowed = /(<key>NSAllowsArbitraryLoads<\/key>\s*)<true\/>/
  if (!allowed.test(info)) throw new Error(`${file} does not say how the network may be used.`)
  await writeFile(file, info.replace(allowed, '$1<false/>'))
}

/** What electron-builder calls when the files of a package are together, before fuses are set and it is signed. */
export default async function afterPack(packed: Packed): Promise<void> {
  await refuseForeignAddons(packed)
  await forbidPlainHttp(packed)
}
