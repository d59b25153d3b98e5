import type { Term, Tradition } from '../../contract/vocabulary.ts'

/** A pitch above the tonic and what musicians call it. */
export interface NamedPitch {
  cents: number
  name: string
}

const letters = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B']
const CONCERT_A = 440
/** MIDI number of the A above middle C, whose octave is 4. */
const A4 = 69

/** The nearest note of equal temperament at A = 440 Hz, and how far the frequency is above it. */
export function nearestNote(hz: number): { note: string; centsFromNote: number } {
  const exact = A4 + 12 * Math.log2(hz / CONCERT_A)
  const nearest = Math.round(exact)
  return {
    note: `${letters[((nearest % 12) + 12) % 12]}${Math.floor(nearest / 12) - 1}`,
    centsFromNote: (exact - nearest) * 100,
  }
}

const hindustani = ['S', 'r', 'R', 'g', 'G', 'm', 'M', 'P', 'd', 'D', 'n', 'N']

/** A Carnatic degree is named by its place among the degrees of its letter that the raga uses. */
const carnatic: readonly (readonly string[])[] = [
  ['S'],
  ['R1'],
  ['R2', 'G1'],
  ['R3', 'G2'],
  ['G3'],
  ['M1'],
  ['M2'],
  ['P'],
  ['D1'],
  ['D2', 'N1'],
  ['D3', 'N2'],
  ['N3'],
]

/** The perdes of an octave and a half, in Holdrian commas above rast (53 to the octave). */
const perdes: readonly (readonly [commas: number, name: string])[] = [
  [0, 'Rast'],
  [5, 'Şuri'],
  [9, 'Dügâh'],
  [13, 'Kürdi'],
  [17, 'Segâh'],
  [18, 'Buselik'],
  [22, 'Çargâh'],
  [27, 'Hicaz'],
  [31, 'Neva'],
  [36, 'Hisar'],
  [40, 'Hüseyni'],
  [44, 'Acem'],
  [48, 'Eviç'],
  [49, 'Mahur'],
]
const COMMAS = 53
const commaCents = 1200 / COMMAS

/** Solmisation of bouzouki players, who think of a dromos from Re. */
const greek = ['Ρε', 'Μι♭', 'Μι', 'Φα', 'Φα♯', 'Σολ', 'Σολ♯', 'Λα', 'Σι♭', 'Σι', 'Ντο', 'Ντο♯']

/** Degrees of a makam as written by theory: the perde its tonic has, in commas above rast. */
const tonicPerde: Readonly<Record<string, number>> = {
  Sol4: 0,
  La4: 9,
  Si4b1: 17,
  Si4: 18,
  Fa4: -9,
  'Fa4#4': -5,
  Re4: -22,
  Mi4: -13,
}

function perdeName(cents: number, tonic: number): string {
  const commas = Math.round(cents / commaCents) + tonic
  const folded = ((commas % COMMAS) + COMMAS) % COMMAS
  const [, name] = perdes.reduce((best, perde) =>
    Math.abs(perde[0] - folded) < Math.abs(best[0] - folded) ? perde : best,
  )
  return name
}

function carnaticNames(degrees: readonly number[]): string[] {
  const used = new Set<string>()
  return degrees.map((cents, at) => {
    const options = carnatic[Math.round(cents / 100) % 12] ?? ['S']
    const next = degrees[at + 1]
    const following = next === undefined ? [] : (carnatic[Math.round(next / 100) % 12] ?? [])
    // The lower letter, unless it was used, or the next degree has no other letter left.
    const [first = 'S', second] = options
    const taken = used.has(first[0] ?? '')
    const cede = second !== undefined && following.length === 1 && following[0]?.[0] === first[0]
    const name = second !== undefined && (taken || cede) ? second : first
    used.add(name[0] ?? '')
    return name
  })
}

/** What musicians of the tradition call the degrees of a mode. */
export function degreeNames(
  { degrees = [], tonic = 'La4' }: Pick<Term, 'degrees' | 'tonic'>,
  tradition: Tradition,
): NamedPitch[] {
  const named: Record<Tradition, () => string[]> = {
    turkish: () => degrees.map((cents) => perdeName(cents, tonicPerde[tonic] ?? 9)),
    hindustani: () => degrees.map((cents) => hindustani[Math.round(cents / 100) % 12] ?? ''),
    carnatic: () => carnaticNames(degrees),
    greek: () => degrees.map((cents) => greek[Math.round(cents / 100) % 12] ?? ''),
    other: () => degrees.map((cents) => `${Math.round(cents)}`),
  }
  const names = named[tradition]()
  return degrees.map((cents, n) => ({ cents, name: names[n] ?? '' }))
}
