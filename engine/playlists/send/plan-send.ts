import { join } from 'node:path'
import type { SendOptions } from '../../../contract/playlist.ts'
import { extensionOf, joinPath, lastName, toText } from '../../scan/file-name.ts'
import type { PlayableTrack } from '../playable-tracks.ts'
import { safeName } from './file-names.ts'

/** A file to send, and where it should lie below the folder. */
export interface PlannedFile {
  track: PlayableTrack
  source: string | Buffer
  /** Folders and name, as they are legal everywhere. */
  folders: string[]
  fileName: string
}

export interface SendPlan {
  files: PlannedFile[]
  /** Titles of tracks that have no file to send now. */
  missing: string[]
}

/** How the tracks of a playlist would be called and where they would lie. Nothing is looked at on disk. */
export function planSend(
  tracks: readonly PlayableTrack[],
  { names, folders }: Pick<SendOptions, 'names' | 'folders'>,
): SendPlan {
  const digits = Math.max(2, String(tracks.length).length)
  const files: PlannedFile[] = []
  const missing: string[] = []
  for (const [index, track] of tracks.entries()) {
    const { place, artist, title } = track
    if (!place?.present) {
      missing.push(title)
      continue
    }
    const name = lastName(place.path)
    const ending = extensionOf(name)
    const number = String(index + 1).padStart(digits, '0')
    const wanted =
      names === 'original'
        ? toText(name).slice(0, ending ? -ending.length - 1 : undefined)
        : `${number} ${artist ? `${artist} - ${title}` : title}`
    files.push({
      track,
      source: joinPath(place.folder, place.path),
      folders: folders === 'flat' ? [] : albumFolders(track),
      fileName: safeName(wanted, number) + (ending ? `.${safeName(ending, '')}` : ''),
    })
  }
  return { files, missing }
}

function albumFolders({ albumArtist, artist, album }: PlayableTrack): string[] {
  return [
    safeName(albumArtist || artist, 'Unknown artist'),
    ...(album ? [safeName(album, 'Unknown album')] : []),
  ]
}

export function plannedPath(folder: string, { folders, fileName }: PlannedFile): string {
  return join(folder, ...folders, fileName)
}
