import { decodeText } from './decode-text.ts'
import { displayName, splitDisplayName } from './display-name.ts'
import { refuseTooMany } from './limits.ts'
import {
  asDuration,
  asEntry,
  asIdentity,
  type ListedPlaylist,
  type ListedTrack,
  oneLine,
  unlisted,
} from './listed-track.ts'

/**
 * Extended M3U: `#EXTINF:<whole seconds, -1 when unknown>,<artist> - <title>` and then the path. `#EXTALB` is the album,
 * `#NAGHMA-ID` the identity; `#EXTART` is written where the display name alone would be split at the wrong place.
 */
export function writeM3u({ name, tracks }: ListedPlaylist): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`]
  for (const track of tracks) {
    const display = displayName(track)
    const artist = oneLine(track.artist).trim()
    lines.push(`#EXTINF:${track.duration === null ? -1 : Math.round(track.duration)},${display}`)
    if (splitDisplayName(display).artist !== artist) lines.push(`#EXTART:${artist}`)
    if (track.album) lines.push(`#EXTALB:${oneLine(track.album)}`)
    if (track.identity) lines.push(`#NAGHMA-ID:${track.identity}`)
    lines.push(asEntry(track.location ?? ''))
  }
  return `${lines.join('\n')}\n`
}

/** Reads M3U and M3U8, with and without directives. Problem: `invalid-input` for too many entries. */
export function readM3u(bytes: Uint8Array): ListedPlaylist {
  const playlist: ListedPlaylist = { name: '', tracks: [] }
  let next = unlisted()
  let display = ''
  let artist: string | undefined
  for (const line of decodeText(bytes).split(/\r\n|\n|\r/)) {
    const directive = /^#([A-Za-z0-9-]+):(.*)$/s.exec(line)
    if (directive) {
      const value = directive[2]!.trim()
      const name = directive[1]!.toUpperCase()
      if (name === 'PLAYLIST') playlist.name = value
      else if (name === 'EXTINF') display = readInfo(value, next)
      else if (name === 'EXTART') artist = value
      else if (name === 'EXTALB') next.album = value
      else if (name === 'NAGHMA-ID') next.identity = asIdentity(value)
    }
    if (line.startsWith('#') || line.trim() === '') continue
    playlist.tracks.push({ ...next, ...splitDisplayName(display, artist), location: line })
    refuseTooMany(playlist.tracks.length)
    next = unlisted()
    display = ''
    artist = undefined
  }
  return playlist
}

/** Takes the duration over and answers the display name; attributes between them may hold quoted commas. */
function readInfo(value: string, track: ListedTrack): string {
  let quoted = false
  let comma = 0
  for (; comma < value.length; comma++) {
    if (value[comma] === '"') quoted = !quoted
    else if (value[comma] === ',' && !quoted) break
  }
  if (comma === value.length) comma = value.indexOf(',')
  if (comma < 0) return ''
  track.duration = asDuration(Number.parseFloat(value.slice(0, comma)))
  return value.slice(comma + 1)
}
