/** Where it is known from whether an example has a tag. */
export type KnownBy = 'user' | 'file' | 'presumed'

/** One example of a head as it was when the head learned from it. Kept with the version. */
export interface Judged {
  trackId: number
  by: KnownBy
  /** [tags]: 1 has it, 0 has it not, -1 not known. */
  labels: number[]
  /** [tags]: calibrated probability by heads that had not seen the example; null where there was no such head. */
  heldOut: (number | null)[]
}

/** The same, packed for the library: track, who knows it, labels, probabilities in ten-thousandths. */
type Packed = [number, KnownBy, number[], (number | null)[]]

const SCALE = 10_000

export function packJudged(judged: readonly Judged[]): string {
  return JSON.stringify(
    judged.map(
      ({ trackId, by, labels, heldOut }): Packed => [
        trackId,
        by,
        labels,
        heldOut.map((one) => (one === null ? null : Math.round(one * SCALE))),
      ],
    ),
  )
}

export function unpackJudged(packed: string): Judged[] {
  const rows: Packed[] = JSON.parse(packed)
  return rows.map(([trackId, by, labels, heldOut]) => ({
    trackId,
    by,
    labels,
    heldOut: heldOut.map((one) => (one === null ? null : one / SCALE)),
  }))
}
