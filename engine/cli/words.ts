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

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A length of time in its two largest units that matter: "2 days 3 hours", "1 hour", "40 seconds". */
export function span(seconds: number): string {
  for (const [i, [unit, size]] of units.entries()) {
    const [smallerUnit, step] = units[i + 1] ?? [unit, size]
    const rounded = Math.round(seconds / step) * step
    if (rounded < size) continue
    const whole = Math.floor(rounded / size)
    const rest = (rounded - whole * size) / step
    return rest > 0 ? `${count(whole, unit)} ${count(rest, smallerUnit)}` : count(whole, unit)
  }
  return count(Math.round(seconds), 'second')
}
