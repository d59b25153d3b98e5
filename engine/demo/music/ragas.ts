import type { Mode } from './mode.ts'

/**
 * Five-limit ratios of the svaras, lower case komal and M tivra. They are the usual choice among the
 * pairs of the "modern Indian gamut" of 22 śrutis (as listed by Sound of India); singers vary by a
 * comma and more with the raga.
 */
const ratios = {
  S: 1,
  r: 16 / 15,
  R: 9 / 8,
  g: 6 / 5,
  G: 5 / 4,
  m: 4 / 3,
  M: 45 / 32,
  P: 3 / 2,
  d: 8 / 5,
  D: 5 / 3,
  n: 9 / 5,
  N: 15 / 8,
}
type Svara = keyof typeof ratios

const isSvara = (letter: string): letter is Svara => letter in ratios
const cents = (svara: Svara) => 1200 * Math.log2(ratios[svara])

function scale(svaras: string): number[] {
  return [...svaras].filter(isSvara).map(cents)
}

function raga(
  name: string,
  tradition: 'hindustani' | 'carnatic',
  lines: { rising: string; falling: string; vadi: Svara; samvadi: Svara },
): Mode {
  return {
    name,
    tradition,
    rising: scale(lines.rising),
    falling: scale(lines.falling),
    dominant: cents(lines.vadi),
    second: cents(lines.samvadi),
    seyir: 'ascending',
  }
}

/**
 * Ragas by the svaras of their arohana and avarohana (both written upwards from Sa) and their two
 * resting notes: vadi and samvadi, for Carnatic ragas their characteristic svaras or Pa. Svara sets are
 * general knowledge, checked by program against PyCarnatic, Ragawise and the phrases of MTG/saraga;
 * vadi and samvadi are general knowledge on which sources differ.
 */
export const ragas = {
  yaman: raga('Yaman', 'hindustani', {
    rising: 'SRGMDN',
    falling: 'SRGMPDN',
    vadi: 'G',
    samvadi: 'N',
  }),
  bhairavi: raga('Bhairavi', 'hindustani', {
    rising: 'SrgmPdn',
    falling: 'SrgmPdn',
    vadi: 'm',
    samvadi: 'S',
  }),
  bhupali: raga('Bhupali', 'hindustani', {
    rising: 'SRGPD',
    falling: 'SRGPD',
    vadi: 'G',
    samvadi: 'D',
  }),
  todi: raga('Todi', 'hindustani', {
    rising: 'SrgMdN',
    falling: 'SrgMPdN',
    vadi: 'd',
    samvadi: 'g',
  }),
  mohanam: raga('Mohanam', 'carnatic', {
    rising: 'SRGPD',
    falling: 'SRGPD',
    vadi: 'G',
    samvadi: 'P',
  }),
  hamsadhwani: raga('Hamsadhwani', 'carnatic', {
    rising: 'SRGPN',
    falling: 'SRGPN',
    vadi: 'G',
    samvadi: 'P',
  }),
} satisfies Record<string, Mode>
