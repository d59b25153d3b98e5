/**
 * What the page keeps for the next visit: JSON under a name in the browser's storage. Null when nothing is there, or
 * nothing that can be read.
 */
export function recall(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

/** Keeps a value for the next visit. A full or forbidden storage is no reason not to play. */
export function remember(name: string, value: unknown) {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // The next visit begins without it.
  }
}

/** Properties of something recalled that may be of any shape. */
export function propertiesOf(value: unknown): { [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** A number within limits, else what is used without one. */
export function numberOr(value: unknown, [least, most]: readonly [number, number], other: number) {
  return typeof value === 'number' && value >= least && value <= most ? value : other
}
