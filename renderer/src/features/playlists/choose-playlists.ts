import { importFiles } from './use-import.ts'

const endings = ['.m3u8', '.m3u', '.xspf', '.pls', '.jspf', '.csv']

/** Lets the person choose playlist files, and imports them. */
export function choosePlaylists() {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = endings.join(',')
  input.addEventListener('change', () => void importFiles([...(input.files ?? [])]))
  input.click()
}
