/** A Chromium for the end-to-end tests: found, else installed. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && isExecutable(path))
}

/** In this order: the CHROMIUM variable, Playwright's own browser, the system's Chromium or Chrome. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM
  if (named) {
    if (isExecutable(named)) return named
    throw new Error(`CHROMIUM names ${named}, which cannot be run.`)
  }
  const own = chromium.executablePath()
  if (own && existsSync(own)) return own
  return systemNames.map(onPath).find((path) => path !== undefined)
}

function runQuietly(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 10 * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

/** Installs Debian packages where apt-get may be used without a password. Answers whether it worked. */
export function installPackages(names: string[]): boolean {
  if (!onPath('apt-get')) return false
  const root = process.getuid?.() === 0
  const [command, ...prefix] = root ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  if (!command) return false
  runQuietly(command, [...prefix, 'update'])
  return runQuietly(command, [...prefix, 'install', '-y', '--no-install-recommends', ...names])
}

/** The browser to test with, installed when there is none. Throws with what to do when that is not possible. */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  console.log('No Chromium was found: installing one for the end-to-end tests.')
  runQuietly(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  installPackages(['chromium'])
  const installed = findBrowser()
  if (installed) return installed
  throw new Error(
    'The end-to-end tests need a Chromium, and neither Playwright’s installer nor apt-get could bring one. Install Chromium or Chrome, or set CHROMIUM to its path.',
  )
}

/** Tests of the user's ffmpeg are skipped without one; continuous integration installs it. */
export function ensureFfmpeg(): void {
  if (process.env.CI && !onPath('ffmpeg')) installPackages(['ffmpeg'])
}
