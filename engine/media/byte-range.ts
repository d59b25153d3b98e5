/** Inclusive byte positions. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * The one range of a `Range` header over a resource of `size` bytes (RFC 9110 §14.1.2); null when the header asks for
 * something else than one byte range, which a server may then ignore; `unsatisfiable` when it lies outside.
 */
export function parseByteRange(header: string, size: number): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim())
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length > 0 ? { first: size - length, last: size - 1 } : 'unsatisfiable'
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (first >= size || last < first) return 'unsatisfiable'
  return { first, last }
}
