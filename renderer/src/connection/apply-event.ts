import type { EngineEvent, Status } from '../../../contract/engine.ts'
import type { ScanProgress } from '../../../contract/folder.ts'

/** The status as it is after an event; the same object when the event does not touch it. */
export function applyEvent(status: Status, event: EngineEvent): Status {
  switch (event.type) {
    case 'scan.progress':
      return { ...status, scans: withScan(status.scans, event.progress) }
    case 'analysis.progress':
      return { ...status, analysis: { ...status.analysis, [event.progress.kind]: event.progress } }
    case 'model.progress':
      return { ...status, model: event.conversion }
    case 'download.progress':
      return { ...status, download: event.download }
    case 'device.progress':
      return { ...status, device: event.device }
    case 'tune.progress':
      return { ...status, tune: event.tune }
    case 'backup.progress':
      return { ...status, backup: event.backup }
    case 'send.progress':
    case 'embeddings.progress':
    case 'head.progress':
    case 'changed':
    case 'notice':
      return status
  }
}

function withScan(scans: readonly ScanProgress[], progress: ScanProgress): ScanProgress[] {
  const others = scans.filter((scan) => scan.folderId !== progress.folderId)
  return progress.phase === 'done' ? others : [...others, progress]
}
