import type { AnalysisProgress } from '../../contract/analysis.ts'
import { type Context, exitCode } from './context.ts'
import { count } from './words.ts'

/** What goes on with an analysis; empty while nothing does. */
function analysisWords({ state, done, total, device }: AnalysisProgress): string {
  return state === 'idle' ? '' : `; ${state}, ${done} of ${total} done, on ${device}`
}

export async function status(context: Context): Promise<number> {
  const now = await context.client.engine.status()
  const { model } = now.model
  context.print(
    now,
    [
      `Library    ${now.dataFolder}${now.demo ? ' (demo: every sound is synthesised)' : ''}`,
      `Folders    ${now.folders}`,
      `Tracks     ${now.tracks.toLocaleString('en')}, ${now.missingTracks} missing`,
      `Sound      ${now.analysedTracks.toLocaleString('en')} analysed with ${model ? model.name : 'no model yet'}${analysisWords(now.analysis.sound)}`,
      `Mode       ${now.modeTracks.toLocaleString('en')} listened to${analysisWords(now.analysis.mode)}`,
      `Similar    ${count(now.similar.size, 'track')}, ${now.similar.state}`,
      `Playlists  ${now.playlists}`,
      `Problems   ${now.problems}`,
      `ffmpeg     ${now.ffmpeg ?? 'not found; the bundled decoders are used'}`,
      `Version    ${now.version} (${now.host})`,
    ].join('\n'),
  )
  return exitCode.done
}

export async function problems(
  context: Context,
  options: { retry?: boolean; limit: number },
): Promise<number> {
  if (options.retry) {
    const { retried } = await context.client.problems.retry({})
    context.print({ retried }, `${count(retried, 'problem')} will be tried again.`)
    return exitCode.done
  }
  const { total, rows } = await context.client.problems.list({ limit: options.limit })
  context.print(
    { total, problems: rows },
    total === 0
      ? 'There are no problems.'
      : [
          ...rows.map(
            ({ path, stage, code, message, attempts }) =>
              `${path}\n    ${stage}, ${code}, ${count(attempts, 'attempt')}: ${message}`,
          ),
          `${count(total, 'problem')}.`,
        ].join('\n'),
  )
  return exitCode.done
}
