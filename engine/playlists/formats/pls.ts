import { decodeText } from './decode-text.ts'
import { displayName, splitDisplayName } from './display-name.ts'
import { refuseTooMany } from './limits.ts'
import {
  asDuration,
  asEntry,
  type ListedPlaylist,
  type ListedTrack,
  unlisted,
} from './listed-track.ts'

/** PLS, version 2: `File1`, `Title1`, `Length1` (whole seconds, -1 when unknown) and so on. */
export function writePls({ tracks }: ListedPlaylist): string {
  const lines = ['[playlist]']
  for (const [index, track] of tracks.entries()) {
    const number = index + 1
    const length = track.duration === null ? -1 : Math.round(track.duration)
    lines.push(`File${number}=${asEntry(track.location ?? '')}`)
    lines.push(`Title${number}=${displayName(track)}`, `Length${number}=${length}`)
  }
  lines.push(`NumberOfEntries=${tracks.length}`, 'Version=2')
  return `${lines.join('\n')}\n`
}

/** The entries in the order of their numbers. Problem: `invalid-input` for too many. */
export function readPls(bytes: Uint8Array): ListedPlaylist {
  const numbered = new Map<number, ListedTrack>()
  for (const line of decodeText(bytes).split(/\r\n|\n|\r/)) {
    const field = /^\s*(file|title|length)(\d{1,9})\s*=\s*(.*)$/is.exec(line)
    if (!field) continue
    const number = Number(field[2])
    const value = field[3]!
    const track = numbered.get(number) ?? unlisted()
    numbered.set(number, track)
    refuseTooMany(numbered.size)
    const key = field[1]!.toLowerCase()
    if (key === 'file') track.location = value || null
    else if (key === 'title') Object.assign(track, splitDisplayName(value))
    else track.duration = asDuration(Number(value))
  }
  const inOrder = [...numbered].sort(([a], [b]) => a - b).map(([, track]) => track)
  return { name: '', tracks: inOrder.filter(({ location }) => location !== null) }
}
