/** Characters kept of one value of a tag; the rest is dropped. */
export const longestText = 1000
export const longestComment = 10_000

/** Controls, and the invisible characters that reorder or hide text (Trojan Source): never kept. */
const neverKept = /[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\u{1fffe}-\u{1ffff}]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: all controls but the line break.
const controlsWithinLines = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g

/** At most `length` UTF-16 units, never half a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Undoes the reading of UTF-8 as Latin-1, which RIFF and ID3 tags that do not keep to their standard
 * bring about: text of nothing but bytes that are valid UTF-8 was meant as such.
 */
function asMeant(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[\u0100-\uffff]/.test(text)) return text
  try {
    return strictUtf8.decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}

/**
 * One line of plain text from a tag: NFC, well-formed, no control, bidi-override or noncharacter, runs
 * of white space made one space, at most `length` UTF-16 units. HTML stays as the characters it is.
 */
export function cleanLine(text: string, length = longestText): string {
  const clean = asMeant(cut(text, length * 4))
    .toWellFormed()
    .replace(neverKept, '')
    .replace(controls, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
  return cut(clean, length).trimEnd()
}

/** As {@link cleanLine}, keeping line breaks. */
export function cleanComment(text: string, length = longestComment): string {
  const clean = asMeant(cut(text, length * 4))
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(neverKept, '')
    .replace(controlsWithinLines, ' ')
    .trim()
    .normalize('NFC')
  return cut(clean, length).trimEnd()
}

/**
 * A title from a file's name (any path, as text): without extension and leading track number,
 * underscores as spaces. Never empty.
 */
export function titleFromFileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const base = cleanLine(name.replace(/(?<=.)\.[^.\s]{1,8}$/u, ''))
  const words = base.includes(' ') ? base : base.replaceAll('_', ' ').trim()
  const title = words.replace(/^(?:\d{1,2}[-.])?\d{1,3}(?:\s*[-.–_)]\s*|\s+)(?=\S)/u, '')
  return title || words || cleanLine(name) || '?'
}
