import type { ModelDownload } from '../../../../contract/model.ts'

/** How far a download is, 0..1; null while one that is under way has not been told its size. */
export function downloadFraction({ state, bytes, total }: ModelDownload): number | null {
  if (total) return Math.min(1, bytes / total)
  return state === 'downloading' ? null : 0
}
