const semitones: Record<string, number> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 }
const alterations: Record<string, number> = { '#': 1, '♯': 1, b: -1, '♭': -1, '': 0 }
/** What a tonic may be, Hz; the engine takes the same. */
const lowest = 20
const highest = 2000

/**
 * A tonic as people write it, in Hz: "146.8", "146,8 Hz", "D3", "Eb4 -15" (cents), "F♯3 +20 cents". Notes are of equal
 * temperament at A = 440 Hz. Null when it is none, or not between 20 and 2000 Hz.
 */
export function readTonic(text: string): number | null {
  const words = text.trim().toLowerCase().replace(',', '.').replace('−', '-')
  const hz = /^(\d+(?:\.\d+)?)\s*(?:hz)?$/.exec(words)
  const note = /^([a-g])([#♯b♭]?)(-?\d)\s*(?:([+-]\s*\d+(?:\.\d+)?)\s*(?:c|ct|cents?)?)?$/.exec(
    words,
  )
  const found = hz ? Number(hz[1]) : note ? hertzOf(note) : null
  return found !== null && found >= lowest && found <= highest ? found : null
}

function hertzOf([, letter, alteration, octave, cents]: RegExpExecArray): number {
  const semitone = (semitones[letter ?? ''] ?? 0) + (alterations[alteration ?? ''] ?? 0)
  const aboveA4 = semitone - 9 + (Number(octave) - 4) * 12
  return 440 * 2 ** (aboveA4 / 12 + Number((cents ?? '0').replace(/\s/g, '')) / 1200)
}
