import { problem } from '../../contract/problem.ts'
import type { TuneProgress, TuneResult } from '../../contract/tune.ts'
import { type Context, exitCode } from './context.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { clock } from './words.ts'

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(8)
}

/** The figures as a table, with what follows from them. */
export function tuneWords(result: TuneResult): string {
  const { tracks, neighbours, depths, recommended, int8, randomWeights } = result
  const rows = depths.map(
    ({ windows, agreement, secondsPerTrack }) =>
      `${String(windows ?? 'all').padStart(7)}  ${percent(agreement)}  ${secondsPerTrack.toFixed(1).padStart(8)} s${windows === recommended ? '   recommended' : ''}`,
  )
  const whole =
    int8.agreement === null
      ? `int8 was not tried. ${int8.reason}`
      : `int8 ${int8.allowed ? 'may be switched on' : 'is refused'}: ${int8.reason}`
  return [
    `${tracks} tracks; of the ${neighbours} nearest by full depth, each finds:`,
    'windows  the same  a track',
    ...rows,
    whole,
    ...(randomWeights
      ? ['The model has random weights: these figures prove nothing about music.']
      : []),
  ].join('\n')
}

/** Measures on a sample of the library what cheaper ways to analyse it would lose. */
export async function tune(context: Context, { tracks }: { tracks: number }): Promise<number> {
  const { client } = context
  const line = progressLine('Tuning', context.json)
  let last: TuneProgress | undefined
  const finished = await follow(
    context,
    async () => {
      await client.tune.start({ tracks })
      return false
    },
    (event) => {
      if (event.type !== 'tune.progress') return false
      last = event.tune
      const { state, done, total, message, secondsLeft } = event.tune
      if (state === 'failed') throw problem('encoder-failed', message)
      line.show(done, total, `${clock(secondsLeft)} left  ${message}`)
      return state === 'done'
    },
  ).finally(line.end)
  if (!finished || !last?.result) {
    await client.tune.cancel()
    return exitCode.interrupted
  }
  context.print(last.result, tuneWords(last.result))
  return exitCode.done
}
