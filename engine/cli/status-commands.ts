import { type Context, exitCode } from './context.ts'
import { count } from './words.ts'

export async function status(context: Context): Promise<number> {
  const now = await context.client.engine.status()
  const { model } = now.model
  context.print(
    now,
    [
      `Library    ${now.dataFolder}${now.demo ? ' (demo: every sound is synthesised)' : ''}`,
      `Folders    ${now.folders}`,
      `Tracks     ${now.tracks.toLocaleString('en')}, ${now.missingTracks} missing`,
      `Analysed   ${now.analysedTracks.toLocaleString('en')} with ${model ? model.name : 'no model yet'}`,
      `Analysis   ${now.analysis.state}, ${now.analysis.done} of ${now.analysis.total} done, on ${now.analysis.device}`,
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
