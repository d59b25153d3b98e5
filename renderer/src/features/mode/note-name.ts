const letters = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B']

export interface NearestNote {
  /** With its octave: "D4". */
  name: string
  /** -50 ... 50. */
  cents: number
}

/** The note of equal temperament at A = 440 Hz that is nearest to a pitch. */
export function nearestNote(hz: number): NearestNote {
  const semitones = 69 + 12 * Math.log2(hz / 440)
  const key = Math.round(semitones)
  return {
    name: `${letters[((key % 12) + 12) % 12]}${Math.floor(key / 12) - 1}`,
    cents: Math.round((semitones - key) * 100),
  }
}

/** "+12", "−7"; an empty text for 0. */
export function signedCents(cents: number): string {
  const whole = Math.round(cents)
  if (whole === 0) return ''
  return whole > 0 ? `+${whole}` : `−${-whole}`
}
