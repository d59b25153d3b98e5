import type {
  Playlist,
  PlaylistFormat,
  PlaylistImport,
  SendOptions,
  SendProgress,
} from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import { type Context, describeError, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { clock, count } from './words.ts'

export const playlistFormats: readonly PlaylistFormat[] = ['m3u8', 'xspf', 'pls', 'jspf', 'csv']

/** A playlist by its id or its name, in any case. Problem: `not-found`. */
async function playlistFrom({ client }: Context, given: string): Promise<Playlist> {
  const all = await client.playlist.list()
  const wanted = given.toLowerCase()
  const found =
    all.find(({ name }) => name.toLowerCase() === wanted) ??
    all.find(({ id }) => String(id) === given)
  if (!found) throw problem('not-found', `There is no playlist called “${given}”.`)
  return found
}

export async function listPlaylists(context: Context): Promise<number> {
  const playlists = await context.client.playlist.list()
  context.print(
    { playlists },
    playlists.length === 0
      ? 'There are no playlists yet.'
      : playlists
          .map(
            ({ id, name, tracks, duration }) =>
              `${String(id).padStart(5)}  ${name}  ${count(tracks, 'track')}, ${clock(duration)}`,
          )
          .join('\n'),
  )
  return exitCode.done
}

export async function createPlaylist(
  context: Context,
  name: string,
  tracks: readonly string[],
): Promise<number> {
  const trackIds = await tracksFrom(context.client, tracks)
  const playlist = await context.client.playlist.create({ name, trackIds })
  context.print(
    { playlist },
    `“${playlist.name}” has ${count(playlist.tracks, 'track')} (playlist ${playlist.id}).`,
  )
  return exitCode.done
}

export async function deletePlaylist(context: Context, given: string): Promise<number> {
  const { id, name } = await playlistFrom(context, given)
  await context.client.playlist.delete({ id })
  context.print({ deleted: id }, `“${name}” was deleted; its tracks stay in the library.`)
  return exitCode.done
}

/** By the ending of the file; M3U8 when it tells nothing. */
function formatOf(file: string | undefined): PlaylistFormat {
  return playlistFormats.find((format) => file?.toLowerCase().endsWith(`.${format}`)) ?? 'm3u8'
}

export async function exportPlaylist(
  context: Context,
  given: string,
  file: string | undefined,
  options: { relative?: boolean; format?: PlaylistFormat },
): Promise<number> {
  const { id } = await playlistFrom(context, given)
  const exported = await context.client.playlist.export({
    id,
    format: options.format ?? formatOf(file),
    paths: options.relative ? 'relative' : 'absolute',
    ...(file ? { destination: userPath(file) } : { base: userPath('.') }),
  })
  for (const title of exported.leftOut)
    process.stderr.write(`Left out, because no file name that text can hold is known: ${title}\n`)
  if (file)
    context.print(
      { file: userPath(file), tracks: exported.tracks, leftOut: exported.leftOut },
      `${count(exported.tracks, 'track')} written to ${file}.`,
    )
  else context.print(exported, exported.content.trimEnd())
  return exported.leftOut.length > 0 ? exitCode.withProblems : exitCode.done
}

/** Exit code 3 when some file could not be read. */
export async function importPlaylists(context: Context, files: readonly string[]): Promise<number> {
  const imported: PlaylistImport[] = []
  const failures: { file: string; message: string }[] = []
  for (const file of files)
    try {
      imported.push(await context.client.playlist.import({ path: userPath(file) }))
    } catch (error) {
      const { message } = describeError(error)
      failures.push({ file, message })
      process.stderr.write(`${message}\n`)
    }
  context.print({ imported, failures }, imported.map(importWords).join('\n'))
  return failures.length > 0 ? exitCode.withProblems : exitCode.done
}

function importWords({ playlist, found, how, missing }: PlaylistImport): string {
  const ways = [
    `${how.path} by place`,
    `${how.formerPlace} by former place`,
    `${how.identity} by identity`,
    `${how.name} by name`,
  ].filter((words) => !words.startsWith('0 '))
  return [
    `“${playlist.name}” (playlist ${playlist.id}): ${found} of ${count(playlist.tracks, 'track')} found${ways.length > 0 ? `, ${ways.join(', ')}` : ''}.`,
    ...missing.map(({ title, artist }) => `  missing  ${artist ? `${artist} - ${title}` : title}`),
  ].join('\n')
}

export interface SendCommandOptions {
  link?: boolean
  names: SendOptions['names']
  albums?: boolean
}

/** Sends the files of a playlist to a folder, and tells how far it is. */
export async function sendPlaylist(
  context: Context,
  given: string,
  folder: string,
  { link, names, albums }: SendCommandOptions,
): Promise<number> {
  const { client } = context
  const { id } = await playlistFrom(context, given)
  const line = progressLine('Sending', context.json)
  let last: SendProgress | undefined
  const isOver = (progress: SendProgress) => {
    last = progress
    line.show(progress.done, progress.total, progress.current)
    return progress.state !== 'running'
  }
  const finished = await follow(
    context,
    async () => {
      await client.playlist.send({
        id,
        folder: userPath(folder),
        how: link ? 'link' : 'copy',
        names,
        folders: albums ? 'albums' : 'flat',
      })
      return isOver(await client.playlist.sending())
    },
    (event) =>
      event.type === 'send.progress' && event.progress.playlistId === id && isOver(event.progress),
  ).finally(line.end)
  if (!finished || !last) {
    await client.playlist.cancelSending()
    return exitCode.interrupted
  }
  const { state, message, sent, skipped, failures, missing, list } = last
  if (state === 'failed') throw problem('io-error', message)
  for (const failure of failures) process.stderr.write(`${failure.title}: ${failure.message}\n`)
  for (const title of missing) process.stderr.write(`No file to send: ${title}\n`)
  context.print(
    { sent, skipped, failures, missing, list },
    `${count(sent, 'file')} sent${skipped > 0 ? `, ${skipped} there already` : ''}${list ? `; the playlist is ${list}` : ''}.`,
  )
  if (state === 'cancelled') return exitCode.interrupted
  return failures.length + missing.length > 0 ? exitCode.withProblems : exitCode.done
}
