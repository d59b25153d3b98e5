import type { Hold } from '../../contract/analysis.ts'
import { createUseReader, type DesktopUse } from './computer-use.ts'
import { holdReason, type MannersSettings } from './hold-reason.ts'

/** How often the use of the computer is looked at. Milliseconds. */
const LOOK_EVERY_MS = 15_000

export interface MannersParts {
  settings(): MannersSettings
  /** Whether there is anything to hold: an idle Naghma asks its system nothing. */
  isNeeded(): boolean
  /** What a desktop application knows of its user; null elsewhere. */
  desktop(): DesktopUse | null
  /** Told the reason to wait at each look; null when there is none. */
  onHold(reason: Hold | null): void
}

export interface Manners {
  /** Looks now, e.g. because the settings or the power changed. */
  look(): Promise<void>
  close(): void
}

/** Keeps background analysis out of the user's way. */
export function createManners(parts: MannersParts): Manners {
  const reader = createUseReader(parts.desktop)
  let closed = false
  let last: Promise<void> = Promise.resolve()

  async function lookNow(): Promise<void> {
    const use = await reader.read()
    if (!closed) parts.onHold(holdReason(parts.settings(), use, new Date()))
  }

  /** One after the other, so that a slow reading does not undo a later one. */
  function look(): Promise<void> {
    last = last.then(lookNow)
    return last
  }

  const timer = setInterval(() => {
    if (parts.isNeeded()) void look()
  }, LOOK_EVERY_MS)
  timer.unref()
  void look()
  return {
    look,
    close: () => {
      closed = true
      clearInterval(timer)
    },
  }
}
