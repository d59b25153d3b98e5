import { z } from 'zod'
import { problem } from '../../../contract/problem.ts'
import { decodeText } from './decode-text.ts'
import { fromUri, toUri } from './file-uri.ts'
import { refuseTooMany } from './limits.ts'
import { asDuration, type ListedPlaylist, type ListedTrack } from './listed-track.ts'
import { identityAmong, toUrn } from './track-urn.ts'

/** XSPF as JSON (https://xspf.org/jspf): locations and identifiers are lists, durations are milliseconds. */
export function writeJspf({ name, tracks }: ListedPlaylist): string {
  const playlist = { title: name.toWellFormed(), track: tracks.map(writeTrack) }
  return `${JSON.stringify({ playlist }, null, 2)}\n`
}

function writeTrack({ location, identity, title, artist, album, duration }: ListedTrack) {
  return {
    ...(location === null ? {} : { location: [toUri(location)] }),
    ...(identity === null ? {} : { identifier: [toUrn(identity)] }),
    title,
    ...(artist === '' ? {} : { creator: artist }),
    ...(album === '' ? {} : { album }),
    ...(duration === null ? {} : { duration: Math.round(duration * 1000) }),
  }
}

const text = z.string().catch('')
const texts = z.union([z.array(z.unknown()), z.string().transform((one) => [one])]).catch([])
const jspf = z.object({
  playlist: z.object({
    title: text,
    track: z.array(
      z.object({
        location: texts,
        identifier: texts,
        title: text,
        creator: text,
        album: text,
        duration: z.coerce.number().catch(Number.NaN),
      }),
    ),
  }),
})

/** Problems: `unrecognised-format`; `invalid-input` for too many entries. */
export function readJspf(bytes: Uint8Array): ListedPlaylist {
  const { playlist } = parse(decodeText(bytes))
  refuseTooMany(playlist.track.length)
  return {
    name: playlist.title.trim(),
    tracks: playlist.track.map(({ location, identifier, title, creator, album, duration }) => {
      const uri = onlyTexts(location).find((one) => one !== '')
      return {
        location: uri === undefined ? null : fromUri(uri),
        title,
        artist: creator,
        album,
        duration: asDuration(duration / 1000),
        identity: identityAmong(onlyTexts(identifier)),
      }
    }),
  }
}

function parse(content: string) {
  try {
    return jspf.parse(JSON.parse(content))
  } catch (error) {
    throw problem('unrecognised-format', 'This JSON file is not a JSPF playlist.', {
      field: 'content',
      cause: error,
    })
  }
}

function onlyTexts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string')
}
