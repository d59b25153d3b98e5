const whole = new Intl.NumberFormat('en')

export function formatCount(value: number): string {
  return whole.format(value)
}

/** Seconds as a clock shows them: 3:07, 1:02:09; an empty text when not known. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return ''
  const total = Math.max(0, Math.round(seconds))
  const minutes = Math.floor(total / 60)
  const rest = String(total % 60).padStart(2, '0')
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}

/** A long time in its two largest units: "2 h 5 min", "40 s". */
export function formatSpan(seconds: number): string {
  const total = Math.max(0, Math.round(seconds))
  if (total < 60) return `${total} s`
  const minutes = Math.round(total / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return `${Math.round(hours / 24)} d`
}

/**
 * A share (0..1) as a percentage that never claims more than is so: 99.6, and never 100 unless it is exactly that.
 */
export function formatShare(share: number): string {
  const percent = Math.min(100, Math.max(0, share * 100))
  if (percent === 100 || percent === 0) return String(percent)
  if (percent > 99) return (Math.floor(percent * 10) / 10).toFixed(1)
  return String(Math.floor(percent))
}

/** A probability in whole percent; 0 and 100 only where it is exactly that. */
export function formatPercent(probability: number): string {
  if (probability <= 0 || probability >= 1) return probability <= 0 ? '0' : '100'
  return String(Math.min(99, Math.max(1, Math.round(probability * 100))))
}

export function formatTime(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}

export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`
  return `${(bytes / 1e9).toFixed(1)} GB`
}
