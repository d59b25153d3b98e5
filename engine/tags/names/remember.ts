/** Longer texts hardly repeat and would be dear to keep. */
const longestKept = 200

/** A function of one text that keeps its last results: at most `limit`, forgotten all at once. */
export function remember<T>(make: (text: string) => T, limit: number): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = make(text)
    if (text.length > longestKept) return made
    if (known.size >= limit) known.clear()
    known.set(text, made)
    return made
  }
}
