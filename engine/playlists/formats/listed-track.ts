/** A track as a playlist file names it; empty texts and null are what the file does not say. */
export interface ListedTrack {
  /** A path as text, absolute or relative to the playlist's place, or the address of something that is not a file. */
  location: string | null
  title: string
  artist: string
  album: string
  /** Seconds. */
  duration: number | null
  /** Identity of the audio content, 64 hexadecimal digits. */
  identity: string | null
}

export interface ListedPlaylist {
  /** Empty when the file names itself nowhere. */
  name: string
  tracks: ListedTrack[]
}

export function unlisted(): ListedTrack {
  return { location: null, title: '', artist: '', album: '', duration: null, identity: null }
}

/** An identity as written into a file, or null for anything else. */
export function asIdentity(text: string): string | null {
  const identity = text.trim().toLowerCase()
  return /^[0-9a-f]{64}$/.test(identity) ? identity : null
}

/** Seconds that a file tells; null for what is no duration. Players write -1 or 0 where they know none. */
export function asDuration(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** Line formats: a line break inside a text would begin another line. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

/** A path that no reader can take for a comment, a directive, or a value with spaces around it. */
export function asEntry(path: string): string {
  return /^[#\s]/.test(path) ? `./${path}` : path
}
