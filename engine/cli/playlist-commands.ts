import type { Playlist } from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { userPath } from './user-path.ts'
import { clock, count } from './words.ts'

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

export async function exportPlaylist(
  context: Context,
  given: string,
  file: string | undefined,
  options: { relative?: boolean },
): Promise<number> {
  const { id } = await playlistFrom(context, given)
  const exported = await context.client.playlist.export({
    id,
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
