/** Keys of a command taken apart. */
interface Combination {
  /** As in `KeyboardEvent.key`, letters in lower case. */
  key: string
  mod: boolean
  alt: boolean
  shift: boolean
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Command is what Ctrl is elsewhere. */
export const isMac = /mac/i.test(navigator.platform)

/** "/ Mod+F" are two ways to press a command. */
export function waysToPress(keys: string): string[] {
  return keys.split(' ')
}

/** Reads one way, "Mod+Shift+K"; the last part is the key, which may be "+" itself. "Space" is the space bar. */
export function parseKeys(keys: string): Combination {
  const parts = keys.split(/\+(?=.)/)
  const last = parts.at(-1) ?? ''
  const key = last === 'Space' ? ' ' : last
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    mod: parts.includes('Mod'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
  }
}

/** The Latin letter or digit on a key, whatever the keyboard writes with it; null for other keys. */
function latinOf(code: string): string | null {
  return /^(?:Key([A-Z])|Digit(\d))$/.exec(code)?.slice(1).find(Boolean)?.toLowerCase() ?? null
}

/**
 * Whether what was pressed are the keys of a command. On keyboards of other scripts, and where Alt writes a sign of its
 * own, the place of the key counts. Shift is part of a sign like "?", so it counts with letters and named keys only.
 */
export function isPressed(keys: string, pressed: Pressed, mac = isMac): boolean {
  const { key, mod, alt, shift } = parseKeys(keys)
  const sign = key.length === 1 && !/[a-z0-9]/.test(key)
  const main = mac ? pressed.metaKey : pressed.ctrlKey
  const other = mac ? pressed.ctrlKey : pressed.metaKey
  if (main !== mod || other || pressed.altKey !== alt) return false
  if (!sign && pressed.shiftKey !== shift) return false
  const written = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  if (written === key) return true
  return (alt || !/^[a-z0-9]$/.test(written)) && latinOf(pressed.code) === key
}

/** Whether pressing them would only write into a field, or edit what is in it. */
export function belongsToField(keys: string): boolean {
  const { key, mod, alt } = parseKeys(keys)
  if (!mod && !alt) return true
  return mod && 'zyacvx'.includes(key)
}

const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** One way as it is printed on the keys: "Ctrl+K", on a Mac "⌘K". `names` has the words for keys that have no sign. */
export function keysInWords(
  keys: string,
  names: Readonly<Record<string, string>> = {},
  mac = isMac,
): string {
  const { key, mod, alt, shift } = parseKeys(keys)
  const printed = names[key] ?? signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${printed}`
  const parts = [mod && (names.Mod ?? 'Ctrl'), alt && 'Alt', shift && (names.Shift ?? 'Shift')]
  return [...parts.filter((part) => part !== false), printed].join('+')
}
