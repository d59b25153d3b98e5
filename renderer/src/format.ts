import { ofLanguage } from './locales/formats.ts'

const whole = ofLanguage((locale) => new Intl.NumberFormat(locale))

export function formatCount(value: number): string {
  return whole().format(value)
}

const decimals = [1, 2, 3].map((digits) =>
  ofLanguage(
    (locale) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ),
)

/** With exactly so many digits after the decimal sign. */
export function formatDecimal(value: number, digits: 1 | 2 | 3): string {
  return decimals[digits - 1]!().format(value)
}

const signed = ofLanguage(
  (locale) =>
    new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }),
)

/** More (+) or less (−) by so many decibels, without the unit. */
export function formatDecibels(value: number): string {
  return signed().format(value)
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

const tenths = ofLanguage(
  (locale) =>
    new Intl.NumberFormat(locale, {
      minimumIntegerDigits: 2,
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
)

/** A place in a track to the tenth of a second: 3:07.4, 62:09.0. */
export function formatTenths(seconds: number): string {
  const rounded = Math.round(Math.max(0, seconds) * 10) / 10
  return `${Math.floor(rounded / 60)}:${tenths().format(rounded % 60)}`
}

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'kilobyte' | 'megabyte' | 'gigabyte'

/** Numbers with a unit, the unit shortened as is usual in the language. */
function inUnit(unit: Unit, fraction = 0) {
  return ofLanguage(
    (locale) =>
      // American English has the shorter forms: hr, min, sec.
      new Intl.NumberFormat(locale === 'en-GB' ? 'en' : locale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        minimumFractionDigits: fraction,
        maximumFractionDigits: fraction,
      }),
  )
}

const seconds = inUnit('second')
const minutes = inUnit('minute')
const hours = inUnit('hour')
const days = inUnit('day')

/** A long time in its two largest units: "2 hr 5 min", "40 sec". */
export function formatSpan(span: number): string {
  const total = Math.max(0, Math.round(span))
  if (total < 60) return seconds().format(total)
  const inMinutes = Math.round(total / 60)
  if (inMinutes < 60) return minutes().format(inMinutes)
  const inHours = Math.floor(inMinutes / 60)
  if (inHours >= 48) return days().format(Math.round(inHours / 24))
  const rest = inMinutes % 60
  const head = hours().format(inHours)
  return rest === 0 ? head : `${head} ${minutes().format(rest)}`
}

/**
 * A share (0..1) as a percentage that never claims more than is so: 99.6, and never 100 unless it is exactly that.
 */
export function formatShare(share: number): string {
  const percent = Math.min(100, Math.max(0, share * 100))
  if (percent === 100 || percent === 0) return formatCount(percent)
  if (percent > 99) return formatDecimal(Math.floor(percent * 10) / 10, 1)
  return formatCount(Math.floor(percent))
}

/** A probability in whole percent; 0 and 100 only where it is exactly that. */
export function formatPercent(probability: number): string {
  if (probability <= 0 || probability >= 1) return formatCount(probability <= 0 ? 0 : 100)
  return formatCount(Math.min(99, Math.max(1, Math.round(probability * 100))))
}

const moment = ofLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
)

const dates = ofLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))

/** A day, of milliseconds UTC. */
export function formatDate(at: number): string {
  return dates().format(at)
}

export function formatTime(at: number): string {
  return moment().format(at)
}

const kilobytes = inUnit('kilobyte')
const megabytes = inUnit('megabyte')
const gigabytes = inUnit('gigabyte', 1)

export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return kilobytes().format(Math.max(1, Math.round(bytes / 1e3)))
  if (bytes < 1e9) return megabytes().format(bytes / 1e6)
  return gigabytes().format(bytes / 1e9)
}

const collator = ofLanguage((locale) => new Intl.Collator(locale, { numeric: true }))

/** Names in the order of the language's alphabet; numbers in them by their size. */
export function compareNames(a: string, b: string): number {
  return collator().compare(a, b)
}
