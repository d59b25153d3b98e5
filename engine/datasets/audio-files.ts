import { readdirSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import { audioExtensions } from '../scan/walk.ts'

/** Files of audio below a folder, by the ways in which lists name them. */
export interface AudioFiles {
  /** How many there are. */
  count: number
  /** Paths below the folder, as they are on the disk, that a listed path may mean: none, one, or several. */
  find(listed: string): string[]
  /** Whether a listed path leads out of the folder. */
  isOutside(listed: string): boolean
}

const slashes = (path: string) => path.replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC')
const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

function isAudio(path: string): boolean {
  const name = lastName(path)
  return (
    !name.startsWith('.') &&
    audioExtensions.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
  )
}

/** Without the endings of audio files: Saraga has `x.mp3.mp3`. */
function bare(path: string): string {
  let name = path
  while (isAudio(name) && lastName(name).includes('.')) name = name.slice(0, name.lastIndexOf('.'))
  return name
}

function put(map: Map<string, string[]>, key: string, path: string): void {
  const before = map.get(key)
  if (before) before.push(path)
  else map.set(key, [path])
}

/** Looks through a folder, at any depth. Problems: those of `ioProblem`. */
export function audioFilesIn(folder: string): AudioFiles {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      isAudio(slashes(name)),
    )
  } catch (error) {
    throw ioProblem(error, `The folder ${folder} could not be read`)
  }
  const whole = new Map<string, string[]>()
  const withoutEnding = new Map<string, string[]>()
  const byName = new Map<string, string[]>()
  for (const name of names.sort()) {
    const path = slashes(name)
    put(whole, path, name)
    put(withoutEnding, bare(path), name)
    put(byName, lastName(bare(path)), name)
  }

  /** As below the folder. */
  function within(listed: string): string {
    return slashes(isAbsolute(listed) ? relative(folder, listed) : listed)
  }

  return {
    count: names.length,
    find: (listed) => {
      const path = within(listed)
      const found = whole.get(path) ?? withoutEnding.get(bare(path))
      if (found) return found
      return path.includes('/') ? [] : (byName.get(bare(path)) ?? [])
    },
    isOutside: (listed) => {
      const path = relative(folder, resolve(folder, slashes(listed)))
      return path === '..' || /^\.\.[/\\]/.test(path) || isAbsolute(path)
    },
  }
}
