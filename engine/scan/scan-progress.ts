import type { ScanProgress } from '../../contract/folder.ts'

export interface ProgressTeller {
  found(files: number, currentFile: string): void
  /** The walk is over; so many files are to be read. */
  walked(toRead: number): void
  read(file: string, failed: boolean): void
  done(): void
}

const TELL_EVERY_MS = 250

/** Turns the steps of one scan into progress, told at most four times a second and at each change of phase. */
export function progressTeller(
  folderId: number,
  tell: (progress: ScanProgress) => void,
): ProgressTeller {
  let state: ScanProgress = {
    folderId,
    phase: 'walking',
    found: 0,
    toRead: 0,
    read: 0,
    problems: 0,
    filesPerSecond: 0,
    secondsLeft: null,
    currentFile: '',
  }
  let toldAt = 0
  let phaseAt = performance.now()

  function change(next: Partial<ScanProgress>): void {
    const now = performance.now()
    const newPhase = next.phase !== undefined && next.phase !== state.phase
    state = { ...state, ...next }
    if (newPhase && state.phase !== 'done') phaseAt = now
    if (!newPhase && now - toldAt < TELL_EVERY_MS) return
    toldAt = now
    tell(withPace(state, (now - phaseAt) / 1000))
  }

  return {
    found: (found, currentFile) => change({ found, currentFile }),
    walked: (toRead) => change({ phase: 'reading', toRead }),
    read: (currentFile, failed) =>
      change({ read: state.read + 1, problems: state.problems + (failed ? 1 : 0), currentFile }),
    done: () => change({ phase: 'done', currentFile: '' }),
  }
}

/** Pace and time left of the phase that runs since `seconds`. */
function withPace(state: ScanProgress, seconds: number): ScanProgress {
  const files = state.phase === 'walking' ? state.found : state.read
  const filesPerSecond = seconds > 0 ? files / seconds : 0
  const left = state.toRead - state.read
  return {
    ...state,
    filesPerSecond,
    secondsLeft:
      state.phase === 'reading' && filesPerSecond > 0 ? Math.max(0, left) / filesPerSecond : null,
  }
}
