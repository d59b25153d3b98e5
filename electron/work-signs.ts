import type { Work, WorkKind } from '../contract/shell-messages.ts'

/** What Electron's `setProgressBar` takes: a fraction, less than 0 for none, more than 1 for one without an end. */
export interface TaskbarProgress {
  value: number
  mode: 'none' | 'normal' | 'indeterminate' | 'paused' | 'error'
}

export interface WorkSignParts {
  showProgress(progress: TaskbarProgress): void
  /** Long work has ended, and nobody was looking. */
  notify(kinds: WorkKind[]): void
  isFocused(): boolean
  isOnBattery(): boolean
  /** Keeps the computer from going to sleep; returns what lets it again. */
  stayAwake(): () => void
  now(): number
}

export interface WorkSigns {
  /** The engine tells what it works on. */
  work(work: Work): void
  /** The power changed. */
  power(): void
  /** There is no engine that works. */
  gone(): void
}

/** Work that took longer than this is told of when it ends. Milliseconds. */
const LONG_MS = 120_000
/** One kind of work often begins where another ends: only after this long nothing more is to come. Milliseconds. */
const SETTLED_MS = 5_000

export function taskbarProgress({ state, fraction }: Work): TaskbarProgress {
  if (state === 'idle') return { value: -1, mode: 'none' }
  if (state === 'problem') return { value: fraction ?? 1, mode: 'error' }
  if (state === 'paused') return { value: fraction ?? 0, mode: 'paused' }
  return fraction === null
    ? { value: 2, mode: 'indeterminate' }
    : { value: fraction, mode: 'normal' }
}

/** Analysis takes hours and is left alone; what else there is takes minutes, under the user's eyes. */
const isAnalysis = ({ kinds }: Work) => kinds.includes('sound') || kinds.includes('mode')

/** The computer stays awake for analysis that runs, never on battery: whoever leaves then wants it to last. */
export function shouldStayAwake(work: Work, onBattery: boolean): boolean {
  return work.state === 'running' && isAnalysis(work) && !onBattery
}

/** Tells what the engine works on outside the window: on the task bar, to the power manager, by a notification. */
export function workSigns(parts: WorkSignParts): WorkSigns {
  let latest: Work = { state: 'idle', fraction: null, kinds: [] }
  let letSleep: (() => void) | undefined
  let began: number | undefined
  let kinds = new Set<WorkKind>()
  let settled: NodeJS.Timeout | undefined

  function watchPower(): void {
    const awake = shouldStayAwake(latest, parts.isOnBattery())
    if (awake) letSleep ??= parts.stayAwake()
    else {
      letSleep?.()
      letSleep = undefined
    }
  }

  function finish(startedAt: number, endedAt: number): void {
    const done = [...kinds]
    kinds = new Set()
    began = undefined
    settled = undefined
    if (endedAt - startedAt >= LONG_MS && !parts.isFocused()) parts.notify(done)
  }

  /** Work that waits is neither at an end nor going on: its time counts, as the user waits for it. */
  function watchEnd(): void {
    const now = parts.now()
    if (latest.state === 'idle') {
      if (began !== undefined) {
        const startedAt = began
        settled ??= setTimeout(() => finish(startedAt, now), SETTLED_MS)
      }
      return
    }
    clearTimeout(settled)
    settled = undefined
    began ??= now
    for (const kind of latest.kinds) kinds.add(kind)
  }

  function take(work: Work): void {
    latest = work
    parts.showProgress(taskbarProgress(work))
    watchPower()
  }

  return {
    work: (work) => {
      take(work)
      watchEnd()
    },
    power: watchPower,
    gone: () => {
      take({ state: 'idle', fraction: null, kinds: [] })
      clearTimeout(settled)
      settled = undefined
      began = undefined
      kinds = new Set()
    },
  }
}
