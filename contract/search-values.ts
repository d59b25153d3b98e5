/**
 * A stretch of whole numbers, `from` included, `to` not; null is open. Years, whole seconds, or milliseconds UTC.
 */
export interface Range {
  readonly from: number | null
  readonly to: number | null
}

type ReadUnit = (text: string) => Range | null

const year = 365
/** What a number of days, weeks... ago is in days. */
const dayUnits: Record<string, number> = { d: 1, w: 7, m: 30, y: year }
const semitones: Record<string, number> = { c: 3, d: 5, e: 7, f: 8, g: 10, a: 0, b: 2 }
const alterations: Record<string, number> = { '': 0, '#': 1, '♯': 1, b: -1, '♭': -1 }

/**
 * A value with comparisons around it: "x" alone, ">x", ">=x", "<x", "<=x", "x..y", "x-y" where a unit holds no "-",
 * "x..", "..y". Null when it is none of these.
 */
function compared(text: string, unit: ReadUnit, dash: '-' | null = '-'): Range | null {
  const sign = /^(>=?|<=?|≥|≤)(.*)$/s.exec(text)
  if (sign) {
    const [, how, rest = ''] = sign
    const value = unit(rest)
    if (!value) return null
    if (how === '>') return { from: value.to, to: null }
    if (how === '>=' || how === '≥') return { from: value.from, to: null }
    return { from: null, to: how === '<' ? value.from : value.to }
  }
  const parted = text.includes('..') ? '..' : dash
  const at = parted === null ? -1 : text.indexOf(parted)
  if (parted === null || at < 0) return unit(text)
  const [low, high] = [text.slice(0, at), text.slice(at + parted.length)]
  const from = low === '' ? openEnd : unit(low)
  const to = high === '' ? openEnd : unit(high)
  if (!from || !to || (low === '' && high === '')) return null
  return { from: from.from, to: to.to }
}

const openEnd: Range = { from: null, to: null }

/** "1960", "1950-1970", ">1980", "1960s"; "196" is all of the sixties, so that nothing vanishes while it is typed. */
export function readYears(text: string): Range | null {
  return compared(text, (written) => {
    const digits = /^(\d{1,4})(s?)$/.exec(written)
    if (!digits?.[1] || (digits[2] && digits[1].length < 4)) return null
    const span = digits[2] ? 10 : 10 ** (4 - digits[1].length)
    const from = Number(digits[1].padEnd(4, '0'))
    return { from, to: from + span }
  })
}

/** Whole seconds: "5:00", "1:02:03", "90", "90s", "5m", "3:00-4:00", ">5:00". */
export function readLengths(text: string): Range | null {
  return compared(text, (written) => {
    const clock = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{0,2})$/.exec(written)
    const plain = /^(\d{1,6})(s|m|min|h)?$/.exec(written)
    const seconds = clock
      ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
      : plain
        ? Number(plain[1]) * { s: 1, m: 60, min: 60, h: 3600 }[plain[2] ?? 's']!
        : null
    return seconds === null ? null : { from: seconds, to: seconds + 1 }
  })
}

/**
 * Days of the calendar here, in milliseconds: "2025", "2025-01", "2025-01-31", ">2025-01", "2024..2025"; "7d", "2w",
 * "3m", "1y" is not longer ago than that, ">7d" longer; "today".
 */
export function readDates(text: string, now: Date): Range | null {
  const daysAgo = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime()
  const ago = /^([<>]?)(\d{1,4})([dwmy])$/.exec(text)
  if (text === 'today') return { from: daysAgo(0), to: null }
  if (ago) {
    const since = daysAgo(Number(ago[2]) * dayUnits[ago[3]!]!)
    return ago[1] === '>' ? { from: null, to: since } : { from: since, to: null }
  }
  return compared(text, readDay, null)
}

function readDay(written: string): Range | null {
  const date = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(written)
  if (!date) return null
  const [y, m, d] = [Number(date[1]), Number(date[2] ?? 1), Number(date[3] ?? 1)]
  const start = new Date(y, m - 1, d)
  if (start.getMonth() !== m - 1 || start.getDate() !== d) return null
  const end = date[3]
    ? new Date(y, m - 1, d + 1)
    : date[2]
      ? new Date(y, m, 1)
      : new Date(y + 1, 0, 1)
  return { from: start.getTime(), to: end.getTime() }
}

/** A note of the octave, in semitones above A: "D", "eb", "F♯". Null when it is none. */
export function readNote(text: string): number | null {
  const note = /^([a-g])([#♯b♭]?)$/.exec(text)
  if (!note) return null
  return (semitones[note[1]!]! + alterations[note[2]!]! + 12) % 12
}
