import type { TrackRow } from '../../contract/track.ts'

/** `1:02:03`, `4:05`; `?` when unknown. */
export function clock(seconds: number | null): string {
  if (seconds === null) return '?'
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] ? parts : parts.slice(1)
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}

/** `1 track`, `12 tracks`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`
}

export function trackLine(track: TrackRow): string {
  const name = track.artist ? `${track.artist} - ${track.title}` : track.title
  const album = track.album ? `  [${track.album}]` : ''
  return `${String(track.id).padStart(7)}  ${name}${album}  ${clock(track.duration)}${track.missing ? '  (missing)' : ''}`
}
