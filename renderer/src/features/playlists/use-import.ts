import { create } from 'zustand'
import type { PlaylistImport } from '../../../../contract/playlist.ts'
import { engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { i18n } from '../../locales/i18n.ts'
import { remember } from './history.ts'

/** A playlist file that was read, or why it could not be. */
export type Imported =
  | { fileName: string; made: PlaylistImport; failure: null }
  | { fileName: string; made: null; failure: string }

interface Importing {
  /** Files that are being read. */
  reading: number
  /** What came of those that were, until the user has read it. */
  results: readonly Imported[]
}

export const useImporting = create<Importing>(() => ({ reading: 0, results: [] }))

const { setState: set } = useImporting
const bytesAtOnce = 0x8000

export function forgetResults() {
  set({ results: [] })
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += bytesAtOnce)
    text += String.fromCharCode(...bytes.subarray(at, at + bytesAtOnce))
  return btoa(text)
}

function keep({ playlist: { id, name } }: PlaylistImport) {
  remember({
    what: i18n.t('playlist.imported', { name }),
    undo: () => engine.playlist.delete({ id }),
    redo: () => engine.playlist.restore({ id }),
  })
}

async function importOne(fileName: string, call: () => Promise<PlaylistImport>): Promise<void> {
  set(({ reading }) => ({ reading: reading + 1 }))
  const result: Imported = await call().then(
    (made) => {
      keep(made)
      return { fileName, made, failure: null }
    },
    (error: unknown) => ({ fileName, made: null, failure: failureOf(error).detail }),
  )
  set(({ reading, results }) => ({ reading: reading - 1, results: [...results, result] }))
}

/** Makes a playlist of each playlist file, one after the other. */
export async function importFiles(files: Iterable<File>) {
  for (const file of files)
    await importOne(file.name, async () =>
      engine.playlist.import({ fileName: file.name, content: await toBase64(file) }),
    )
}

/** The same for files on the engine's machine. */
export async function importPaths(paths: Iterable<string>) {
  for (const path of paths)
    await importOne(path.split(/[\\/]/).at(-1) ?? path, () => engine.playlist.import({ path }))
}
