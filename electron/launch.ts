import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { problem } from '../contract/problem.ts'

/** What the desktop application was asked to open. All paths are absolute. */
export interface Launch {
  /** The library; null means the platform's place for application data. */
  dataFolder: string | null
  /** Music folders and playlists. */
  places: string[]
  /** Open on the synthesised library. */
  demo: boolean
}

/** Desktops name the files that a program is to open by their URLs. */
function pathOf(place: string): string {
  if (!place.startsWith('file:')) return place
  try {
    return fileURLToPath(place)
  } catch {
    return place
  }
}

/**
 * Reads `[--data FOLDER] [--demo] [MUSIC FOLDER OR PLAYLIST…]`; NAGHMA_DATA stands for a missing `--data`. Switches that belong
 * to Chromium are passed over.
 * Problem: `invalid-input` for `--data` without a folder.
 */
export function parseLaunch(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Launch {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, demo: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  })
  const data = values.data ?? (env.NAGHMA_DATA || null)
  if (typeof data === 'boolean' || data === '')
    throw problem('invalid-input', '--data needs the path of a folder.', { field: 'data' })
  return {
    dataFolder: data === null ? null : resolve(cwd, data),
    places: positionals.map((place) => resolve(cwd, pathOf(place))),
    demo: values.demo === true,
  }
}

/**
 * Where Chromium keeps this library's profile, and with it the single-instance lock: two libraries may be open at
 * once, one library only once. Null means Electron's own place.
 */
export function profileFolder({ dataFolder }: Launch): string | null {
  return dataFolder === null ? null : join(dataFolder, 'desktop')
}

export function isLaunch(value: unknown): value is Launch {
  return (
    typeof value === 'object' &&
    value !== null &&
    'dataFolder' in value &&
    (value.dataFolder === null || typeof value.dataFolder === 'string') &&
    'places' in value &&
    Array.isArray(value.places) &&
    value.places.every((place) => typeof place === 'string') &&
    'demo' in value &&
    typeof value.demo === 'boolean'
  )
}
