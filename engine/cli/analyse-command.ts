import type { AnalysisProgress } from '../../contract/analysis.ts'
import { problem } from '../../contract/problem.ts'
import type { Depth } from '../../contract/track.ts'
import { type Context, exitCode } from './context.ts'
import { trackFrom } from './find-track.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { clock, count } from './words.ts'

export interface AnalyseOptions {
  model?: string
  depth?: Depth
}

/** Checks and converts a checkpoint and makes it the current model. */
export async function chooseModel(context: Context, path: string): Promise<number> {
  const line = progressLine('Preparing the model', context.json)
  const finished = await follow(
    context,
    async () => {
      await context.client.model.use({ path: userPath(path) })
      return true
    },
    (event) => {
      if (event.type === 'model.progress')
        line.show(Math.round(event.conversion.fraction * 100), 100, event.conversion.message)
      return false
    },
  ).finally(line.end)
  if (!finished) return exitCode.interrupted
  const { model, message } = await context.client.model.get()
  context.print(
    { model },
    model
      ? `The model is ${model.name}${model.randomWeights ? ' (random weights: for demonstration, its neighbours mean nothing musically)' : ''}.`
      : message,
  )
  return model ? exitCode.done : exitCode.failed
}

/** Analyses the given tracks, else every track that needs it, and waits for the end. */
export async function analyse(
  context: Context,
  tracks: readonly string[],
  options: AnalyseOptions,
): Promise<number> {
  const { client, json } = context
  if (options.model) {
    const code = await chooseModel({ ...context, print: () => {} }, options.model)
    if (code !== exitCode.done) return code
  }
  const trackIds: number[] = []
  for (const given of tracks) trackIds.push(await trackFrom(client, given))
  const line = progressLine('Analysing', json)
  let last: AnalysisProgress | undefined
  let begun = false
  function isOver(progress: AnalysisProgress): boolean {
    last = progress
    if (progress.state === 'paused' && progress.waiting) throw problem('io-error', progress.waiting)
    return progress.state === 'idle'
  }
  const finished = await follow(
    context,
    async () => {
      await client.analysis.start({
        ...(trackIds.length > 0 ? { trackIds } : {}),
        ...(options.depth ? { depth: options.depth } : {}),
      })
      begun = true
      return isOver(await client.analysis.resume())
    },
    (event) => {
      if (event.type !== 'analysis.progress' || !begun) return false
      const { done, total, tracksPerMinute, secondsLeft, waiting, current } = event.progress
      const pace = tracksPerMinute ? `${tracksPerMinute.toFixed(1)} tracks/min, ` : ''
      const words = waiting ?? current.map(({ title }) => title).join(', ')
      line.show(done, total, `${pace}${clock(secondsLeft)} left  ${words}`)
      return isOver(event.progress)
    },
  ).finally(line.end)
  if (!finished) {
    await client.analysis.pause()
    return exitCode.interrupted
  }
  const { analysedTracks } = await client.engine.status()
  const problems = last?.problems ?? 0
  const done = (last?.done ?? 0) - problems
  context.print(
    { analysed: done, problems, analysedTracks },
    `${count(done, 'track')} analysed${problems ? `, ${count(problems, 'problem')} (naghma problems)` : ''}. ${count(analysedTracks, 'track')} of the library can be compared.`,
  )
  return problems > 0 ? exitCode.withProblems : exitCode.done
}
