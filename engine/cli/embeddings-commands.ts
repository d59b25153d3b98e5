import type {
  EmbeddingsContent,
  EmbeddingsFormat,
  EmbeddingsProgress,
} from '../../contract/embeddings.ts'
import { problem } from '../../contract/problem.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { follow } from './follow.ts'
import { keptModel } from './model-commands.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { count, span } from './words.ts'

/** Follows an export or import to its end; undefined when the user interrupted it. */
async function followed(
  context: Context,
  title: string,
  start: () => Promise<EmbeddingsProgress>,
): Promise<EmbeddingsProgress | undefined> {
  const { client } = context
  const line = progressLine(title, context.json)
  let last: EmbeddingsProgress | undefined
  const isOver = (progress: EmbeddingsProgress) => {
    last = progress
    const { done, total, content, secondsLeft } = progress
    line.show(
      done,
      total,
      [content ?? '', secondsLeft === null ? '' : `${span(secondsLeft)} left`]
        .filter((words) => words !== '')
        .join(', '),
    )
    return progress.state !== 'running'
  }
  const finished = await follow(
    context,
    async () => {
      await start()
      return isOver(await client.embeddings.progress())
    },
    (event) => event.type === 'embeddings.progress' && isOver(event.progress),
  ).finally(line.end)
  if (finished) return last
  await client.embeddings.cancel()
  return undefined
}

/** Prints what came of it; exit code 3 when some rows could not be used. Problem: why it failed. */
function tell(
  context: Context,
  progress: EmbeddingsProgress | undefined,
  wordsOf: (progress: EmbeddingsProgress) => string,
): number {
  if (!progress || progress.state === 'cancelled') return exitCode.interrupted
  if (progress.state === 'failed') throw problem(progress.code ?? 'io-error', progress.message)
  for (const { title, message } of progress.failures) process.stderr.write(`${title}: ${message}\n`)
  const { folder, model, means, profiles, windows, unknown, kept, refused, failures } = progress
  context.print(
    { folder, model, means, profiles, windows, unknown, kept, refused, failures },
    wordsOf(progress),
  )
  return refused > 0 ? exitCode.withProblems : exitCode.done
}

interface ExportChoice {
  format: EmbeddingsFormat
  model?: string
  profiles?: boolean
  windows?: boolean
  layers?: number[]
}

function contentsOf(chosen: Pick<ExportChoice, 'profiles' | 'windows'>): EmbeddingsContent[] {
  const beside = (['profiles', 'windows'] as const).filter((content) => chosen[content])
  return ['means', ...beside]
}

/** Writes embeddings to a folder, of all tracks or of those named. */
export async function exportTo(
  context: Context,
  folder: string,
  tracks: readonly string[],
  choice: ExportChoice,
): Promise<number> {
  const { client } = context
  const { format, model, layers } = choice
  const options = {
    folder: userPath(folder),
    format,
    contents: contentsOf(choice),
    ...(layers === undefined ? {} : { layers }),
    ...(model === undefined ? {} : { modelId: (await keptModel(context, model)).modelId }),
    ...(tracks.length === 0 ? {} : { trackIds: await tracksFrom(client, tracks) }),
  }
  const ended = await followed(context, 'Exporting', () => client.embeddings.export(options))
  return tell(context, ended, (progress) => `In ${folder}: ${contentWords(progress)}.`)
}

/** What was written or stored. */
function contentWords({ model, means, profiles, windows }: EmbeddingsProgress): string {
  return [
    model ? `embeddings of ${count(means, 'track')} by ${model.name}` : '',
    profiles > 0 ? `mode profiles of ${count(profiles, 'track')}` : '',
    windows > 0 ? count(windows, 'window') : '',
  ]
    .filter((words) => words !== '')
    .join(', ')
}

function importWords(progress: EmbeddingsProgress): string {
  const { model, means, unknown, kept, refused } = progress
  const others = [
    kept > 0 ? `${kept} had as much already` : '',
    unknown > 0 ? `${unknown} of audio that the library does not have` : '',
    refused > 0 ? `${refused} could not be used` : '',
  ].filter((words) => words !== '')
  return [
    `Imported: ${[contentWords(progress), ...others].filter((words) => words !== '').join('; ')}.`,
    ...(means > 0 && !model?.current
      ? [
          `They are of another model than this library analyses with; naghma model compare-by ${model?.modelId.slice(0, 12)} looks for similar tracks by them.`,
        ]
      : []),
  ].join('\n')
}

/** Takes in what an export holds. */
export async function importFrom(
  context: Context,
  folder: string,
  { windows = false }: { windows?: boolean },
): Promise<number> {
  const ended = await followed(context, 'Importing', () =>
    context.client.embeddings.import({ folder: userPath(folder), windows }),
  )
  return tell(context, ended, importWords)
}
