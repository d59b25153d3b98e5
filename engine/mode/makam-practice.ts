import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { melodyTransitions, TRANSITION_CLASSES, transitionsFrom } from './melody-transitions.ts'
import { BIN_CENTS, BINS, foldedCents, normalised } from './pitch-class-distribution.ts'

/** Shares are kept as whole numbers of this part. */
const PARTS = 100_000

const practiceFile = z.object({
  source: z.string(),
  licence: z.string(),
  attribution: z.string(),
  made: z.string(),
  makams: z.array(
    z.object({
      id: z.string(),
      recordings: z.int().positive(),
      /** [32 from][32 to] from the tonic, in parts of 100,000. */
      transitions: z.array(z.int().min(0)).length(TRANSITION_CLASSES ** 2),
    }),
  ),
})

export type MakamPractice = z.infer<typeof practiceFile>['makams'][number]

/** A recording of which the makam and the tonic are known. */
export interface PractisedMelody {
  makam: string
  tonicHz: number
  /** The same melody once or oftener, all or some of it; each weighs the same. */
  excerpts: readonly (readonly Float32Array[])[]
}

/**
 * The transitions that `modes/makam-practice.json` of the models folder holds: [32 from][32 to] from the tonic, by
 * makam; each sums to 1. Throws where the file is not as it should be.
 */
export function readMakamPractice(modelsFolder: string): Map<string, Float32Array> {
  const { makams } = practiceFile.parse(
    JSON.parse(readFileSync(join(modelsFolder, 'modes', 'makam-practice.json'), 'utf8')),
  )
  return new Map(
    makams.map(({ id, transitions }) => [id, normalised(Float32Array.from(transitions))]),
  )
}

function meanTransitions(melodies: readonly PractisedMelody[], hop: number): Float32Array {
  const sum = new Float64Array(TRANSITION_CLASSES ** 2)
  for (const { tonicHz, excerpts } of melodies) {
    const tonicBin = Math.round(foldedCents(tonicHz) / BIN_CENTS) % BINS
    for (const parts of excerpts) {
      const own = normalised(transitionsFrom(melodyTransitions(parts, hop), tonicBin))
      for (const [n, share] of own.entries()) sum[n]! += share / excerpts.length
    }
  }
  return normalised(sum)
}

/** What the makams that occur have in common in practice: mean transitions, each recording weighing the same; by id. */
export function makamPractice(melodies: readonly PractisedMelody[], hop: number): MakamPractice[] {
  return [...Map.groupBy(melodies, ({ makam }) => makam)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, own]) => ({
      id,
      recordings: own.length,
      transitions: Array.from(meanTransitions(own, hop), (share) => Math.round(share * PARTS)),
    }))
}
