import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { problem } from '../../contract/problem.ts'
import type { ReadAt } from './sniff.ts'

/** Random access to one open file. */
export interface FileReader {
  fd: number
  /** Bytes. */
  size: number
  /** Throws `io-error` when the disk fails. */
  read: ReadAt
  close(): void
}

function openProblem(cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return problem('file-missing', 'The file is not there any more.', { cause })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return problem('permission-denied', 'Naghma may not read this file.', { cause })
  }
  return problem('io-error', 'The file could not be opened.', { cause })
}

/** Opens a file by path; the path is a Buffer where the name is not valid UTF-8. */
export function openReader(file: string | Buffer): FileReader {
  let fd: number
  try {
    fd = openSync(file, 'r')
  } catch (cause) {
    throw openProblem(cause)
  }
  const stat = fstatSync(fd)
  if (!stat.isFile()) {
    closeSync(fd)
    throw problem('io-error', 'This is a folder or a device, not a file.')
  }
  let open = true
  return {
    fd,
    size: stat.size,
    read(offset, length) {
      const wanted = Math.max(0, Math.min(length, stat.size - offset))
      const bytes = new Uint8Array(wanted)
      let filled = 0
      try {
        while (filled < wanted) {
          const count = readSync(fd, bytes, filled, wanted - filled, offset + filled)
          if (count === 0) break
          filled += count
        }
      } catch (cause) {
        throw problem('io-error', 'Reading the file failed: its disk or drive may be gone.', {
          cause,
        })
      }
      return bytes.subarray(0, filled)
    },
    close() {
      if (open) closeSync(fd)
      open = false
    },
  }
}
