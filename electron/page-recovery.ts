/** Reasons of Electron's `render-process-gone` that need no recovery. */
const expected: ReadonlySet<string> = new Set(['clean-exit'])

export interface PageRecoveryParts {
  /** Loads the page again. */
  reload(): void
  /** Called after the page was loaded again, to tell the user once it can be read. */
  cameBack(): void
  /** The page died too often: asks the user; true to try once more. */
  giveUp(reason: string): Promise<boolean>
  /** The page does not react: asks the user; true to load it again. */
  askToReload(): Promise<boolean>
  /** Ends a page that hangs, so that it can be loaded again. */
  endPage(): void
  log(words: string): void
  now(): number
}

export interface PageRecovery {
  gone(reason: string): void
  unresponsive(): void
  responsive(): void
}

/** This many deaths within a minute are met by loading the page again; the next one asks. */
const MOST_RELOADS = 3
const WITHIN_MS = 60_000

/** Loads the page again when its process dies, and asks the user when that does not help or when it hangs. */
export function pageRecovery(parts: PageRecoveryParts): PageRecovery {
  let deaths: number[] = []
  let asking = false
  let reacts = true

  async function giveUp(reason: string): Promise<void> {
    asking = true
    const again = await parts.giveUp(reason)
    asking = false
    if (!again) return
    deaths = []
    parts.reload()
  }

  async function ask(): Promise<void> {
    asking = true
    const reload = await parts.askToReload()
    asking = false
    // Its end is heard of as a death, and that loads it again.
    if (reload && !reacts) parts.endPage()
  }

  return {
    gone: (reason) => {
      if (expected.has(reason)) return
      parts.log(`The page’s process is gone: ${reason}.`)
      reacts = true
      const now = parts.now()
      deaths = [...deaths.filter((at) => now - at < WITHIN_MS), now]
      if (asking) return
      if (deaths.length > MOST_RELOADS) return void giveUp(reason)
      parts.reload()
      parts.cameBack()
    },
    unresponsive: () => {
      reacts = false
      parts.log('The page does not react.')
      if (!asking) void ask()
    },
    responsive: () => {
      reacts = true
    },
  }
}
