import { oneLine } from './listed-track.ts'

interface Names {
  artist: string
  title: string
}

/** "Artist - Title", as line formats say both in one. */
export function displayName({ artist, title }: Names): string {
  return oneLine(artist ? `${artist} - ${title}` : title).trim()
}

/**
 * The two names in a display name. `artist`, where the file says it apart, tells where the title begins; without it the
 * first " - " does.
 */
export function splitDisplayName(display: string, artist?: string): Names {
  const text = display.trim()
  if (artist === '') return { artist: '', title: text }
  if (artist && text.startsWith(`${artist} - `))
    return { artist, title: text.slice(artist.length + 3).trim() }
  const at = text.indexOf(' - ')
  if (at <= 0) return { artist: artist ?? '', title: text }
  return { artist: text.slice(0, at).trim(), title: text.slice(at + 3).trim() }
}
