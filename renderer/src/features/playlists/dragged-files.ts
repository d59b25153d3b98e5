/** What is known of a dragged thing before it is dropped, as `DataTransferItem` has it. */
interface Dragged {
  kind: string
  /** MIME type, as the system tells it by the ending; empty where it knows none. */
  type: string
}

const playlistTypes = /^audio\/(?:x-)?(?:mpegurl|scpls)$/
const otherTypes = /^(?:audio|video|image|font)\//

/** Whether something that is dragged may be a playlist file. Only what is surely another thing is not. */
export function mayBePlaylists(items: Iterable<Dragged>): boolean {
  return [...items].some(
    ({ kind, type }) => kind === 'file' && (playlistTypes.test(type) || !otherTypes.test(type)),
  )
}

/** What was dropped: files, and whether a folder was among it, which no page can read as a file. */
export function droppedFiles(dropped: DataTransfer): { files: File[]; hasFolder: boolean } {
  const files: File[] = []
  let hasFolder = false
  for (const item of dropped.items) {
    const file = item.getAsFile()
    if (item.webkitGetAsEntry()?.isDirectory) hasFolder = true
    else if (file) files.push(file)
  }
  return { files, hasFolder }
}
