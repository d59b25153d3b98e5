import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** A package that is shipped, as the page lists it. */
interface Licensed {
  name: string
  version: string
  /** SPDX expression, as the package gives it. */
  licence: string
  /** Its licence file; null where it has none and `licence` is all it says. */
  text: string | null
}

interface Lock {
  packages: Record<string, { dev?: boolean; devOptional?: boolean }>
}

const root = join(import.meta.dirname, '..')

/** Folders of the packages that the engine and the shell need to run and that are installed, by the lock file. */
function runtimePackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  return Object.entries(packages).flatMap(([folder, { dev, devOptional }]) =>
    folder !== '' && !dev && !devOptional ? [folder] : [],
  )
}

/** The folder of the package that a module lies in, from the root; undefined for the app's own. */
export function packageFolder(module: string): string | undefined {
  return /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(
    module.replaceAll('\\', '/').split('?')[0]!,
  )?.[0]
}

function readText(folder: string): string | null {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  if (files.length === 0) return null
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
}

/** What a package says of itself; undefined where it is not installed, being for another platform. */
function licensed(folder: string): Licensed | undefined {
  const path = join(root, folder)
  try {
    const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    return {
      name: String(about.name),
      version: String(about.version),
      licence: String(about.license ?? ''),
      text: readText(path),
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Licences that packages name without a copy of their text. */
function commonTexts(): { name: string; text: string }[] {
  const folder = join(import.meta.dirname, 'texts')
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      name: file.replace(/\.txt$/, ''),
      text: readFileSync(join(folder, file), 'utf8').trim(),
    }))
}

/**
 * Writes `licences.json` beside the page: Naghma's own licence and notice, and those of every package in the page's
 * files or needed by the engine and the shell.
 */
export function thirdPartyLicences(): Plugin {
  return {
    name: 'naghma:licences',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle(_, bundle) {
      const assets = Object.values(bundle).flatMap((file) =>
        file.type === 'asset' ? file.originalFileNames : [],
      )
      const inPage = [...this.getModuleIds(), ...assets].flatMap(
        (module) => packageFolder(module) ?? [],
      )
      const packages = [...new Set([...inPage, ...runtimePackages()])]
        .flatMap((folder) => licensed(folder) ?? [])
        .sort((a, b) => a.name.localeCompare(b.name, 'en'))
      const own = (file: string) => readFileSync(join(root, file), 'utf8')
      this.emitFile({
        type: 'asset',
        fileName: 'licences.json',
        source: JSON.stringify({
          licence: own('LICENSE'),
          notice: own('NOTICE'),
          packages,
          texts: commonTexts(),
        }),
      })
    },
  }
}
