import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import type { ShellToPage } from '../contract/shell-messages.ts'

/** Playlists by their file names; what is in them is for the import to find out. */
const playlistNames: ReadonlySet<string> = new Set(['.m3u8', '.m3u', '.xspf', '.pls', '.jspf'])

type Opening = Extract<ShellToPage, { type: 'naghma:open' }>

export interface OpenRequests {
  /** The system, or another instance, asks for these places to be opened. */
  asked(paths: readonly string[]): Promise<void>
  /** A page listens: it is told what was asked for before. */
  pageListens(): void
}

/** Sorts what the system asks to open; what is neither a folder nor a playlist, or not there, is left out. */
export async function sortPlaces(paths: readonly string[]): Promise<Opening> {
  const opening: Opening = { type: 'naghma:open', folders: [], playlists: [] }
  for (const path of new Set(paths.map((one) => resolve(one)))) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) opening.folders.push(path)
    else if (found?.isFile() && playlistNames.has(extname(path).toLowerCase()))
      opening.playlists.push(path)
  }
  return opening
}

/** Tells the page what the system asks Naghma to open, as soon as there is one that listens. `tell` is false without. */
export function openRequests(tell: (opening: Opening) => boolean): OpenRequests {
  let waiting: string[] = []

  async function send(): Promise<void> {
    const paths = waiting
    waiting = []
    const opening = await sortPlaces(paths)
    if (opening.folders.length + opening.playlists.length === 0) return
    if (!tell(opening)) waiting = [...paths, ...waiting]
  }

  return {
    asked: (paths) => {
      waiting.push(...paths)
      return send()
    },
    pageListens: () => void send(),
  }
}
