import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'

/**
 * Writes a file that a command was asked for, beside its place and then renamed: a full disk leaves an older one as it
 * was. Problems: those of `ioProblem`.
 */
export async function writeResult(path: string, content: string, field: string): Promise<void> {
  const unfinished = join(dirname(path), `.${process.pid}.${basename(path)}.part`)
  try {
    await writeFile(unfinished, content, 'utf8')
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw ioProblem(error, `${path} could not be written`, field)
  }
}
