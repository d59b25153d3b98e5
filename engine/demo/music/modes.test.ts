import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dromoi } from './dromoi.ts'
import { makams } from './makams.ts'
import { type Mode, stepDown, stepUp } from './mode.ts'
import { ragas } from './ragas.ts'

const all: Mode[] = [...Object.values(makams), ...Object.values(ragas), ...Object.values(dromoi)]

test.each(all)('$name: degrees rise from the tonic within one octave', (mode) => {
  for (const degrees of [mode.rising, mode.falling]) {
    expect(degrees[0]).toBe(0)
    expect(degrees).toEqual([...new Set(degrees)].sort((a, b) => a - b))
    expect(degrees.at(-1)).toBeLessThan(1200)
  }
  for (const resting of [mode.dominant, mode.second]) {
    expect(mode.falling.some((degree) => Math.abs(degree - (resting % 1200)) < 0.01)).toBe(true)
  }
})

test('steps follow the rising and the falling line, over octaves both ways', () => {
  const { todi } = ragas
  const [, , , , p, d] = todi.falling
  const m = todi.falling[3]!
  expect(stepUp(todi, m)).toBeCloseTo(d!)
  expect(stepDown(todi, d!)).toBeCloseTo(p!)
  expect(stepUp(makams.rast, 1200)).toBeCloseTo(1200 + (9 * 1200) / 53)
  expect(stepDown(makams.rast, 0)).toBeCloseTo((-5 * 1200) / 53)
  expect(stepUp(makams.rast, (-5 * 1200) / 53)).toBeCloseTo(0)
})

test('Kürdilihicazkâr has the Kürdî tetrachord on its tonic', () => {
  const commas = makams.kurdilihicazkar.rising.map((cents) => Math.round((cents * 53) / 1200))
  expect(commas).toEqual([0, 4, 13, 22, 31, 35, 44])
})

const makamTable = new URL('../../../../shared/modes/makams.json', import.meta.url)
const dromosTable = new URL('../../../../shared/modes/dromoi.json', import.meta.url)
const ragaTable = new URL('../../../../shared/modes/ragas.json', import.meta.url)
const read = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'))

describe.skipIf(!existsSync(makamTable))('against the collected tables (shared/modes)', () => {
  test('makams', () => {
    const theory = z.object({ degrees_cents: z.array(z.number()), dominant_cents: z.number() })
    const rows = z
      .object({ makams: z.array(z.object({ key: z.string(), theory: z.unknown().optional() })) })
      .parse(read(makamTable)).makams
    const keys = { ...makams, nihavent: makams.nihavend }
    for (const key of ['rast', 'ussak', 'hicaz', 'segah', 'huseyni', 'nihavent', 'saba'] as const) {
      const row = theory.parse(rows.find((candidate) => candidate.key === key)?.theory)
      expect(keys[key].rising.map(Math.round)).toEqual(row.degrees_cents)
      expect(Math.round(keys[key].dominant)).toBe(row.dominant_cents)
    }
  })

  test('ragas', () => {
    const rows = z
      .object({
        ragas: z.array(
          z.object({
            name: z.string(),
            tradition: z.string(),
            aro_semitones: z.array(z.number()).optional(),
            ava_semitones: z.array(z.number()).optional(),
          }),
        ),
      })
      .parse(read(ragaTable)).ragas
    for (const raga of Object.values(ragas)) {
      const row = rows.find(
        (r) => r.tradition === raga.tradition && r.name.replace('dhv', 'dhw') === raga.name,
      )
      const semitones = (degrees: readonly number[]) =>
        degrees.map((cents) => Math.round(cents / 100))
      const sorted = (degrees: readonly number[] = []) =>
        [...new Set(degrees)].sort((a, b) => a - b)
      expect(semitones(raga.rising), raga.name).toEqual(sorted(row?.aro_semitones))
      expect(semitones(raga.falling), raga.name).toEqual(sorted(row?.ava_semitones))
    }
  })

  test('dromoi', () => {
    const rows = z
      .object({
        dromoi: z.array(
          z.object({ name: z.string(), degrees_cents: z.array(z.number()).nullable() }),
        ),
      })
      .parse(read(dromosTable)).dromoi
    for (const dromos of Object.values(dromoi)) {
      expect(rows.find((row) => row.name === dromos.name)?.degrees_cents).toEqual(dromos.rising)
    }
  })
})
