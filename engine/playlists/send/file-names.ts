/** Bytes of a name that every common file system takes, with room for a number and an ending. */
const MOST_BYTES = 200
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A name that FAT, NTFS and every other common file system take: no separators, controls, trailing dots or spaces, no
 * name that Windows keeps for devices, not too long. `otherwise` where nothing of it is left.
 */
export function safeName(name: string, otherwise: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[<>:"/\\|?*\p{Cc}\ufffd]/gu, '_')
    .trim()
  const safe = shortened(plain).replace(/[. ]+$/, '')
  if (safe === '') return otherwise
  return reserved.test(safe) ? `_${safe}` : safe
}

function shortened(text: string): string {
  if (Buffer.byteLength(text) <= MOST_BYTES) return text
  let short = ''
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > MOST_BYTES) break
    short += character
  }
  return short
}

/** "name.ext", then "name (2).ext" and so on. */
export function numbered(fileName: string, number: number): string {
  if (number === 1) return fileName
  const dot = fileName.lastIndexOf('.')
  const at = dot > 0 ? dot : fileName.length
  return `${fileName.slice(0, at)} (${number})${fileName.slice(at)}`
}
