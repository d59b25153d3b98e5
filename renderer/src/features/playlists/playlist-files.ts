/** Endings of the playlist files that can be read. */
export const playlistEndings = ['.m3u8', '.m3u', '.xspf', '.pls', '.jspf', '.csv']

/** Opens the system's chooser of files. */
export function chooseFiles(input: HTMLInputElement | null) {
  input?.click()
}
