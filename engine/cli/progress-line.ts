import progress from 'cli-progress'

/** Shows one long job: a bar on a terminal, now and then a plain line elsewhere, nothing with --json. */
export interface ProgressLine {
  show(done: number, total: number, words: string): void
  end(): void
}

const PLAIN_LINE_EVERY_MS = 5_000

export function progressLine(title: string, json: boolean): ProgressLine {
  if (json) return { show: () => {}, end: () => {} }
  return process.stderr.isTTY ? bar(title) : plainLines(title)
}

function bar(title: string): ProgressLine {
  const shown = new progress.SingleBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    format: (options, params, payload: { words?: string }) => {
      const filled = progress.Format.BarFormat(params.progress, { ...options, barsize: 24 })
      return `${title} ${filled} ${params.value}/${params.total}  ${payload.words ?? ''}`.slice(
        0,
        (process.stderr.columns ?? 80) - 1,
      )
    },
    barCompleteChar: '█',
    barIncompleteChar: '░',
  })
  let started = false
  return {
    show: (done, total, words) => {
      if (!started) shown.start(total, done, { words })
      else {
        shown.setTotal(total)
        shown.update(done, { words })
      }
      started = true
    },
    end: () => {
      if (started) shown.stop()
    },
  }
}

function plainLines(title: string): ProgressLine {
  let last = 0
  return {
    show: (done, total, words) => {
      const now = Date.now()
      if (now - last < PLAIN_LINE_EVERY_MS) return
      last = now
      process.stderr.write(`${title} ${done}/${total} ${words}\n`)
    },
    end: () => {},
  }
}
