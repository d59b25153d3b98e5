/** Where a part of a picture is. Pixels. */
export interface Frame {
  left: number
  top: number
  width: number
  height: number
}

export const colours = {
  ink: '#1d1d1f',
  quiet: '#5b5b63',
  grid: '#dcdce2',
  melody: '#2f5c8f',
  area: '#b5cbe4',
  template: '#a3341b',
} as const

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as XML may hold it: escaped, with U+FFFD for characters that XML knows no way to write. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A coordinate: to a tenth of a pixel. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10)
}

export function label(
  x: number,
  y: number,
  words: string,
  { anchor = 'middle', size = 12, fill = colours.ink as string } = {},
): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" font-size="${size}" fill="${fill}">${escaped(words)}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, style = ''): string {
  return `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${colours.grid}"${style}/>`
}

/** `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
