const marks: readonly { encoding: string; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** Bytes that are Turkish letters in windows-1254 (Ğ İ Ş ğ ı ş) and Icelandic ones in windows-1252. */
const turkish = new Set([0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe])

/**
 * The text of a playlist file: by its byte order mark, else as UTF-8, else in the code page of Windows that its letters
 * look most like: 1253 (Greek), 1254 (Turkish) or 1252 (western Europe). `declared` is an encoding that the file names.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const mark = marks.find((one) => one.bytes.every((byte, at) => bytes[at] === byte))
  if (mark) return new TextDecoder(mark.encoding).decode(bytes)
  return decodedAs(declared, bytes) ?? decodedAs('utf-8', bytes) ?? decodeLegacy(bytes)
}

/** Null when the bytes are not in that encoding, or no such encoding is known. */
function decodedAs(encoding: string | undefined, bytes: Uint8Array): string | null {
  if (encoding === undefined) return null
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function decodeLegacy(bytes: Uint8Array): string {
  if (looksGreek(bytes)) return new TextDecoder('windows-1253').decode(bytes)
  const encoding = bytes.some((byte) => turkish.has(byte)) ? 'windows-1254' : 'windows-1252'
  return new TextDecoder(encoding).decode(bytes)
}

/** Greek words are written in high bytes throughout; in Latin scripts they stand alone between plain letters. */
function looksGreek(bytes: Uint8Array): boolean {
  let high = 0
  let inRuns = 0
  let run = 0
  for (const byte of bytes) {
    if (byte >= 0xb8) {
      high++
      run++
      if (run === 3) inRuns += 3
      else if (run > 3) inRuns++
    } else run = 0
  }
  return inRuns * 2 > high
}
