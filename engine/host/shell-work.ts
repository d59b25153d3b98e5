import type { AnalysisKind, AnalysisProgress } from '../../contract/analysis.ts'
import type { EngineEvent } from '../../contract/engine.ts'
import type { ScanProgress } from '../../contract/folder.ts'
import type { ModelConversion, ModelDownload } from '../../contract/model.ts'
import type { Work, WorkKind } from '../../contract/shell-messages.ts'
import type { EngineClient } from './open-engine.ts'

/** What the last events said of all that can run. */
export interface RunningWork {
  scans: ReadonlyMap<number, ScanProgress>
  analyses: Readonly<Partial<Record<AnalysisKind, AnalysisProgress>>>
  model: ModelConversion | null
  download: ModelDownload | null
}

export const nothingRuns: RunningWork = {
  scans: new Map(),
  analyses: {},
  model: null,
  download: null,
}

/** What runs after an event; the same object when the event is of something else. */
export function afterEvent(running: RunningWork, event: EngineEvent): RunningWork {
  switch (event.type) {
    case 'scan.progress': {
      const scans = new Map(running.scans)
      if (event.progress.phase === 'done') scans.delete(event.progress.folderId)
      else scans.set(event.progress.folderId, event.progress)
      return { ...running, scans }
    }
    case 'analysis.progress': {
      const { progress } = event
      return { ...running, analyses: { ...running.analyses, [progress.kind]: progress } }
    }
    case 'model.progress':
      return { ...running, model: event.conversion }
    case 'download.progress':
      return { ...running, download: event.download }
    default:
      return running
  }
}

/** One thing that runs, and how far it is: 0..1, or null. */
interface Part {
  kind: WorkKind
  state: Exclude<Work['state'], 'idle'>
  fraction: number | null
}

function share(done: number, total: number): number | null {
  return total > 0 ? Math.min(1, done / total) : null
}

/** An analysis that stopped by itself waits for the user; one that lacks something, for that. */
function analysisState({ state, waiting }: AnalysisProgress): Part['state'] {
  if (state === 'running') return waiting === null ? 'running' : 'paused'
  return state === 'paused' && waiting !== null ? 'problem' : 'paused'
}

const downloadStates = { downloading: 'running', paused: 'paused', failed: 'problem' } as const

function parts({ scans, analyses, model, download }: RunningWork): Part[] {
  const found: Part[] = []
  const reading = [...scans.values()]
  if (reading.length > 0) {
    const walking = reading.some(({ phase }) => phase === 'walking')
    const sum = (key: 'read' | 'toRead') => reading.reduce((total, scan) => total + scan[key], 0)
    found.push({
      kind: 'scan',
      state: 'running',
      fraction: walking ? null : share(sum('read'), sum('toRead')),
    })
  }
  for (const progress of Object.values(analyses))
    if (progress.state !== 'idle')
      found.push({
        kind: progress.kind,
        state: analysisState(progress),
        fraction: share(progress.done, progress.total),
      })
  if (model?.state === 'checking' || model?.state === 'converting')
    found.push({ kind: 'model', state: 'running', fraction: model.fraction })
  if (download && download.state !== 'none')
    found.push({
      kind: 'download',
      state: downloadStates[download.state],
      fraction: share(download.bytes, download.total ?? 0),
    })
  return found
}

/**
 * All that runs as one: it runs while anything does; the fraction is the mean of the parts, and cannot be told while
 * that of one cannot.
 */
export function workOf(running: RunningWork): Work {
  const all = parts(running)
  const state = (['running', 'problem', 'paused'] as const).find((one) =>
    all.some((part) => part.state === one),
  )
  if (!state) return { state: 'idle', fraction: null, kinds: [] }
  const fractions = all.map(({ fraction }) => fraction)
  const known = fractions.filter((fraction) => fraction !== null)
  return {
    state,
    fraction:
      known.length === fractions.length
        ? known.reduce((sum, one) => sum + one, 0) / known.length
        : null,
    kinds: all.map(({ kind }) => kind),
  }
}

/** At most so often is the shell told. Milliseconds. */
const TELL_EVERY_MS = 1_000

/**
 * Tells what the engine works on, each time it is something else, until the engine closes. What begins and ends within a
 * second, such as the reading of one new file, is not told.
 */
export async function followWork(
  client: EngineClient,
  tell: (work: Work) => void,
  everyMs = TELL_EVERY_MS,
): Promise<void> {
  let running = nothingRuns
  let told = JSON.stringify(workOf(running))
  let timer: NodeJS.Timeout | undefined
  function tellNow(): void {
    timer = undefined
    const work = workOf(running)
    const text = JSON.stringify(work)
    if (text === told) return
    told = text
    tell(work)
  }
  try {
    for await (const event of await client.engine.events()) {
      const after = afterEvent(running, event)
      if (after === running) continue
      running = after
      timer ??= setTimeout(tellNow, everyMs)
    }
  } finally {
    clearTimeout(timer)
  }
}
