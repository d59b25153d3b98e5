import type { Depth } from '../../contract/track.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { follow } from './follow.ts'
import { followAnalysis } from './follow-analysis.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { count, span } from './words.ts'

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

/** How long the analysis of what lacks one would take, at either depth. */
export async function estimate(context: Context): Promise<number> {
  const answer = await context.client.analysis.estimate({})
  const { tracks, musicSeconds, quickSeconds, fullSeconds, device } = answer
  const music = `${count(tracks, 'track')} to analyse, ${span(musicSeconds)} of music`
  context.print(
    answer,
    quickSeconds === null || fullSeconds === null
      ? `${music}. How long it takes is known once there is a model (naghma model get).`
      : `${music}. On this computer (${device}) that takes about ${span(quickSeconds)} at quick depth, ${span(fullSeconds)} in full.`,
  )
  return exitCode.done
}

/** Analyses the given tracks, else every track that needs it, and waits for the end. */
export async function analyse(
  context: Context,
  tracks: readonly string[],
  options: AnalyseOptions,
): Promise<number> {
  const { client } = context
  if (options.model) {
    const code = await chooseModel({ ...context, print: () => {} }, options.model)
    if (code !== exitCode.done) return code
  }
  const trackIds = await tracksFrom(client, tracks)
  const followed = await followAnalysis(context, 'Analysing', {
    kind: 'sound',
    ...(trackIds.length > 0 ? { trackIds } : {}),
    ...(options.depth ? { depth: options.depth } : {}),
  })
  if (!followed) return exitCode.interrupted
  const { done, problems } = followed
  const { analysedTracks } = await client.engine.status()
  context.print(
    { analysed: done, problems, analysedTracks },
    `${count(done, 'track')} analysed${problems ? `, ${count(problems, 'problem')} (naghma problems)` : ''}. ${count(analysedTracks, 'track')} of the library can be compared.`,
  )
  return problems > 0 ? exitCode.withProblems : exitCode.done
}
