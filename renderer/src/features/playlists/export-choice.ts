import type { PlaylistFormat } from '../../../../contract/playlist.ts'

/** What the last export was, for the next one. */
export interface ExportChoice {
  format: PlaylistFormat
  paths: 'absolute' | 'relative'
  to: 'download' | 'file'
}

export const exportFormats: readonly PlaylistFormat[] = ['m3u8', 'xspf', 'pls', 'jspf', 'csv']

const storageKey = 'naghma.export'

export function lastExport(): ExportChoice {
  const stored = parse(localStorage.getItem(storageKey))
  return {
    format: exportFormats.find((format) => format === stored.format) ?? 'm3u8',
    paths: stored.paths === 'relative' ? 'relative' : 'absolute',
    to: stored.to === 'file' ? 'file' : 'download',
  }
}

export function rememberExport(choice: ExportChoice) {
  localStorage.setItem(storageKey, JSON.stringify(choice))
}

function parse(text: string | null): Partial<Record<keyof ExportChoice, unknown>> {
  try {
    return Object(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}
