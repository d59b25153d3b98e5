/** How many of the latest finished tracks the pace is taken from. */
const REMEMBERED = 40

export interface Pace {
  finished(now: number): void
  /** Forgets the past, e.g. after a pause, whose length must not count. */
  reset(now: number): void
  /** Tracks per minute; null before three have finished. */
  perMinute(): number | null
}

/** The rate of the latest finished tracks. Times are milliseconds. */
export function createPace(): Pace {
  let times: number[] = []
  return {
    finished: (now) => {
      times.push(now)
      if (times.length > REMEMBERED + 1) times.shift()
    },
    reset: (now) => {
      times = [now]
    },
    perMinute: () => {
      const first = times[0]
      const last = times.at(-1)
      if (first === undefined || last === undefined || times.length < 4 || last <= first)
        return null
      return ((times.length - 1) * 60_000) / (last - first)
    },
  }
}
