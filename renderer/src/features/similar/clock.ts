/**
 * Seconds of a length of time as people write it: "4:30", "1:02:03", or "4" for minutes. Null for an empty text,
 * undefined for what is none.
 */
export function readClock(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (/^\d{1,5}([.,]\d+)?$/.test(trimmed)) return Number(trimmed.replace(',', '.')) * 60
  const clock = /^(?:(\d{1,3}):)?(\d{1,2}):([0-5]\d)$/.exec(trimmed)
  if (!clock) return undefined
  return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
}
