import { open, rename, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import { problem } from '../../contract/problem.ts'

/**
 * Writes the text beside the destination, then renames: a full disk leaves the old file as it was.
 * Problems: `invalid-input`, `disk-full`, `permission-denied`, `io-error`.
 */
export async function writePlaylistFile(destination: string, content: string): Promise<void> {
  if (!isAbsolute(destination))
    throw problem('invalid-input', 'Give the whole path of the playlist file.', {
      field: 'destination',
    })
  const temporary = join(dirname(destination), `.${process.pid}.naghma.playlist.part`)
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, destination)
  } catch (error) {
    await rm(temporary, { force: true })
    throw ioProblem(error, `${destination} could not be written`, 'destination')
  }
}
