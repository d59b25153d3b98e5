import { open } from 'node:fs/promises'

/** Longer lines are cut where they are told; so much is read from the end of a file. Bytes. */
const READ_BYTES = 256 * 1024

/** The last lines of a file, at most `count`; none when it cannot be read. */
export async function lastLines(file: string, count: number): Promise<string[]> {
  try {
    await using handle = await open(file)
    const { size } = await handle.stat()
    const from = Math.max(0, size - READ_BYTES)
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n')
    // The first one may have lost its beginning, and with it what tells a path from words.
    if (from > 0) lines.shift()
    return lines.filter((line) => line.trim() !== '').slice(-count)
  } catch {
    return []
  }
}
