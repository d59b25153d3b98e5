import { lstat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'

/** What Electron's `startDrag` takes: one file, all of them, and what hangs on the pointer. */
export interface DraggedFiles<Icon> {
  file: string
  files: string[]
  icon: Icon
}

export interface DragOutParts<Icon> {
  /** Asks the engine where the files of tracks are. */
  findFiles(trackIds: number[]): Promise<string[]>
  /** What a file looks like on this desktop. */
  iconOf(file: string): Promise<Icon>
  startDrag(files: DraggedFiles<Icon>): void
  now(): number
}

/** The mouse button may be up again by then, and a drag that begins without it sticks to the pointer. Milliseconds. */
const STILL_DRAGGING_MS = 750

/**
 * Answers a page's `dragstart`: a page names tracks, never paths, and the engine says where their files are. The engine
 * is asked anew for each drag: that takes a few milliseconds, and nothing that is kept can be out of date.
 */
export async function dragOut<Icon>(
  trackIds: number[],
  parts: DragOutParts<Icon>,
): Promise<boolean> {
  const askedAt = parts.now()
  const found = await parts.findFiles(trackIds)
  const there = await Promise.all(
    found.map(async (path) =>
      isAbsolute(path) && (await lstat(path).catch(() => undefined))?.isDirectory() === false
        ? path
        : undefined,
    ),
  )
  const files = there.filter((path) => path !== undefined)
  const [file] = files
  if (file === undefined) return false
  const icon = await parts.iconOf(file)
  if (parts.now() - askedAt > STILL_DRAGGING_MS) return false
  parts.startDrag({ file, files, icon })
  return true
}
