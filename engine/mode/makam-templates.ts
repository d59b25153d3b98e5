import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readMakamPractice } from './makam-practice.ts'
import { distributionOf } from './pitch-class-distribution.ts'

const histogram = z.array(z.number().min(0))
const file = z.object({
  source: z.string(),
  licence: z.string(),
  bins: z.int().positive(),
  binCents: z.number().positive(),
  templates: z.array(
    z.object({
      id: z.string(),
      /** Pieces it was computed from. */
      pieces: z.int().positive(),
      whole: histogram,
      begin: histogram,
      end: histogram,
    }),
  ),
})

/** What a mode looks like from its tonic (bin 0), as pitch-class distributions of 160 bins. */
export interface ModeTemplate {
  id: string
  whole: Float32Array
  /** Null where nothing is known of how the mode opens and closes. */
  begin: Float32Array | null
  end: Float32Array | null
  /** How often the melody passes from one pitch class to another, [32 from][32 to]; null where no recordings tell. */
  transitions: Float32Array | null
}

/** Wide on purpose: they take in what players do differently from the theory that scores are written by. */
const WIDTHS = { whole: 32, begin: 34, end: 34 } as const

/** Makams that are one to the ear: the templates of the parts are averaged by pieces. */
const MERGED: Readonly<Record<string, string>> = {
  'hicaz-humayun': 'hicaz',
  'hicaz-uzzal': 'hicaz',
  'hicaz-zirgule': 'hicaz',
  'suzinak-zirgule': 'suzinak',
}

/**
 * The templates of the models folder by makam: distributions from scores (`modes/makam-templates.json`), transitions from
 * recordings (`modes/makam-practice.json`). Throws where a file is not as it should be.
 */
export function readMakamTemplates(modelsFolder: string): Map<string, ModeTemplate> {
  const { bins, binCents, templates } = file.parse(
    JSON.parse(readFileSync(join(modelsFolder, 'modes', 'makam-templates.json'), 'utf8')),
  )
  const practice = readMakamPractice(modelsFolder)
  const sums = new Map<string, { pieces: number; views: Record<keyof typeof WIDTHS, number[]> }>()
  for (const { id, pieces, ...views } of templates) {
    const key = MERGED[id] ?? id
    const sum = sums.get(key) ?? {
      pieces: 0,
      views: { whole: Array(bins).fill(0), begin: Array(bins).fill(0), end: Array(bins).fill(0) },
    }
    sum.pieces += pieces
    for (const view of ['whole', 'begin', 'end'] as const)
      sum.views[view] = sum.views[view].map((value, k) => value + pieces * (views[view][k] ?? 0))
    sums.set(key, sum)
  }
  const smooth = (values: readonly number[], sigma: number) =>
    distributionOf(
      values.map((value, k) => [Math.round(k * binCents), value] as const),
      sigma,
    )
  return new Map(
    [...sums].map(([id, { views }]) => [
      id,
      {
        id,
        whole: smooth(views.whole, WIDTHS.whole),
        begin: smooth(views.begin, WIDTHS.begin),
        end: smooth(views.end, WIDTHS.end),
        transitions: practice.get(id) ?? null,
      },
    ]),
  )
}
