import type { Mode, Seyir } from './mode.ts'

const cents = (commas: number) => (commas * 1200) / 53

function makam(
  name: string,
  steps: readonly number[],
  places: { dominant: number; second?: number; leading?: number; seyir: Seyir },
): Mode {
  const scale = steps.map((_, degree) => cents(steps.slice(0, degree).reduce((a, b) => a + b, 0)))
  return {
    name,
    tradition: 'turkish',
    rising: scale,
    falling: scale,
    dominant: cents(places.dominant),
    second: cents(places.second ?? places.dominant),
    ...(places.leading === undefined ? {} : { leading: cents(places.leading) }),
    seyir: places.seyir,
  }
}

/**
 * Makams by Arel-Ezgi-Uzdilek theory: steps, dominant (güçlü) and leading tone in Holdrian commas, 53
 * to the octave. Facts from the AEU scale table `Makamlar.xml` as found in MTG/dunya and
 * sertansenturk/tomato. Uşşak, Hüseyni and Saba take 7 commas for their second degree, as that table
 * does: players stop it lower than the textbook's 8. Kürdilihicazkâr, which the table gives downwards,
 * is here a Kürdî tetrachord on rast and a Bûselik pentachord on çargâh, its first dominant the upper
 * tonic and its second the fourth degree (textbooks of the Turkish fine-arts high schools).
 */
export const makams = {
  rast: makam('Rast', [9, 8, 5, 9, 9, 8, 5], { dominant: 31, seyir: 'ascending' }),
  ussak: makam('Uşşak', [7, 6, 9, 9, 4, 9, 9], { dominant: 22, seyir: 'ascending' }),
  hicaz: makam('Hicaz', [5, 12, 5, 9, 8, 5, 9], { dominant: 22, seyir: 'ascending' }),
  segah: makam('Segâh', [5, 9, 8, 9, 5, 13, 4], { dominant: 14, second: 31, seyir: 'ascending' }),
  huseyni: makam('Hüseyni', [7, 6, 9, 9, 7, 6, 9], {
    dominant: 31,
    second: 22,
    seyir: 'ascending-descending',
  }),
  nihavend: makam('Nihavend', [9, 4, 9, 9, 4, 9, 9], {
    dominant: 31,
    leading: -5,
    seyir: 'ascending-descending',
  }),
  kurdilihicazkar: makam('Kürdilihicazkâr', [4, 9, 9, 9, 4, 9, 9], {
    dominant: 53,
    second: 22,
    seyir: 'descending',
  }),
  saba: makam('Saba', [7, 6, 6, 12, 4, 9, 9], { dominant: 13, seyir: 'ascending' }),
} satisfies Record<string, Mode>
