import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { DrawnMelody } from './drawn-melody.ts'
import { modeSvg } from './mode-svg.ts'
import { BINS, distributionOf } from './pitch-class-distribution.ts'

const degrees = [0, 113, 385, 498, 702, 883, 996]

function bins(cents: readonly number[]): number[] {
  return [
    ...distributionOf(
      cents.map((one) => [one, 1] as const),
      15,
    ),
  ]
}

const melody: DrawnMelody = {
  title: 'Hicaz taksimi',
  tonic: { hz: 246.9, note: 'B3', centsFromNote: -0.2, confidence: 0.98, givenByUser: false },
  range: { lowest: 246.9, highest: 500 },
  distribution: bins(degrees),
  contour: [
    { start: 0, hop: 0.04, cents: Array.from({ length: 500 }, (_, n) => (n % 9 ? n % 700 : null)) },
    { start: 120, hop: 0.04, cents: [null, 0, null, 113, 385] },
  ],
  mode: {
    name: 'Hicaz',
    probability: 0.93,
    template: bins(degrees),
    tonicOffset: 0,
    degrees: degrees.map((cents, n) => ({ cents, name: `Perde ${n}` })),
  },
}

/** Resolves only when a strict XML parser and a renderer of SVG take it. */
async function rendered(svg: string): Promise<{ width: number; height: number }> {
  const { info } = await sharp(Buffer.from(svg)).png().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height }
}

/** Every text of an element, unescaped. */
function texts(svg: string, element: string): string[] {
  return [...svg.matchAll(new RegExp(`<${element}[^>]*>([^<]*)</${element}>`, 'g'))].map(
    ([, words = '']) =>
      words.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
        return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name] ?? ''
      }),
  )
}

function numbersOf(svg: string, attribute: string): number[] {
  const values = [...svg.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))]
  return values.flatMap(([, value = '']) => (value.match(/-?[\d.]+/g) ?? []).map(Number))
}

test('it is an SVG that says in words what it shows', async () => {
  const svg = modeSvg(melody)
  expect(await rendered(svg)).toEqual({ width: 960, height: 720 })
  expect(svg).toMatch(/<svg [^>]*role="img" aria-labelledby="title desc"/)
  expect(texts(svg, 'title')).toEqual(['Mode of “Hicaz taksimi”: Hicaz, 93 %'])
  const [description] = texts(svg, 'desc')
  expect(description).toContain('B3 +0 cents, 246.9 Hz')
  expect(description).toContain('0:00 to 0:20 and from 2:00 to 2:00')
  const shown = texts(svg, 'text')
  expect(shown).toEqual(expect.arrayContaining(['0', '700', '1200', 'Perde 4', '2:00']))
  expect(shown.filter((words) => words === 'Perde 0')).toHaveLength(2)
})

test('everything drawn lies in the picture', () => {
  const svg = modeSvg({ ...melody, range: { lowest: 80, highest: 1400 } })
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  for (const attribute of ['x', 'x1', 'x2', 'y', 'y1', 'y2', 'points', 'd'])
    for (const value of numbersOf(svg, attribute)) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(960)
    }
})

test('a template stands where its own tonic is', () => {
  const { mode } = melody
  if (!mode) throw new Error('The melody has a mode.')
  const shifted = modeSvg({ ...melody, mode: { ...mode, tonicOffset: 702 } })
  const above = (svg: string, words: string) =>
    [...svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)]
      .filter(([, , text]) => text === words)
      .map(([, x]) => Number(x))
  const [tonic = 0] = above(shifted, 'Perde 0')
  const at = (cents: string) => above(shifted, cents)[0] ?? 0
  expect(tonic).toBeCloseTo(at('700') + 2 * ((at('800') - at('700')) / 100), 0)
})

describe('what may be lacking or odd', () => {
  test.each<[string, Partial<DrawnMelody>]>([
    ['no mode', { mode: null }],
    ['no range', { range: null }],
    ['no melody at all', { contour: [], distribution: Array(BINS).fill(0), range: null }],
    ['a part without melody', { contour: [{ start: 0, hop: 0.04, cents: [null, null] }] }],
    ['one pitch only', { range: { lowest: 220, highest: 220 } }],
    ['no title', { title: '' }],
    ['a long title', { title: '𝄞ab'.repeat(500) }],
  ])('%s', async (_, lacking) => {
    const svg = modeSvg({ ...melody, ...lacking })
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    await rendered(svg)
  })

  test('titles cannot leave their element, and keep what XML can hold', async () => {
    const title = `</title><script>alert("1")</script> & 'x' ]]> حجاز 𝄞 \u0007\u0000\ud800\ufffe`
    const svg = modeSvg({ ...melody, title })
    await rendered(svg)
    expect(svg).not.toContain('<script')
    expect(texts(svg, 'title')[0]).toBe(
      `Mode of “</title><script>alert("1")</script> & 'x' ]]> حجاز 𝄞 ${'\ufffd'.repeat(4)}”: Hicaz, 93 %`,
    )
  })

  test('a mode without probability is the likeliest', () => {
    const { mode } = melody
    expect(modeSvg({ ...melody, mode: mode && { ...mode, probability: null } })).toContain(
      'likeliest: Hicaz;',
    )
  })
})
