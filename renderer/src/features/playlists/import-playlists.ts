import { create } from 'zustand'
import type { PlaylistImport } from '../../../../contract/playlist.ts'
import { engine } from '../../client.ts'
import { type Failure, failureOf } from '../../failure.ts'

/** What became of one playlist file. */
export interface ImportResult {
  fileName: string
  made: PlaylistImport | undefined
  failure: Failure | undefined
}

interface Imports {
  busy: boolean
  /** Of the files that were chosen together last; empty when they have been looked at. */
  results: readonly ImportResult[]
}

export const useImports = create<Imports>(() => ({ busy: false, results: [] }))

const endings = '.m3u,.m3u8,.xspf,.pls,.jspf,.csv'

/** Imports files that the person chose or dropped, one after the other; `done` hears of each that was made. */
export function importFiles(files: readonly File[], done: (made: PlaylistImport) => void) {
  return importAll(
    files.map((file) => ({
      fileName: file.name,
      read: async () =>
        engine.playlist.import({ fileName: file.name, content: await asBase64(file) }),
    })),
    done,
  )
}

/** As {@link importFiles}, of files on the engine's machine. */
export function importPaths(paths: readonly string[], done: (made: PlaylistImport) => void) {
  return importAll(
    paths.map((path) => ({
      fileName: path.split(/[\\/]/).at(-1) ?? path,
      read: () => engine.playlist.import({ path }),
    })),
    done,
  )
}

/** Lets the person choose files to import. */
export function chooseFiles(done: (made: PlaylistImport) => void) {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = endings
  input.addEventListener('change', () => void importFiles([...(input.files ?? [])], done))
  input.click()
}

export function forgetImports() {
  useImports.setState({ results: [] })
}

async function importAll(
  files: readonly { fileName: string; read: () => Promise<PlaylistImport> }[],
  done: (made: PlaylistImport) => void,
) {
  useImports.setState({ busy: true })
  const results: ImportResult[] = []
  for (const { fileName, read } of files)
    try {
      const made = await read()
      done(made)
      results.push({ fileName, made, failure: undefined })
    } catch (error) {
      results.push({ fileName, made: undefined, failure: failureOf(error) })
    }
  useImports.setState({ busy: false, results })
}

function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
