/** How a drum is struck: low and ringing, high and short, or high and soft. */
export type Stroke = 'low' | 'high' | 'soft'

/** A rhythmic cycle: usul, tala or dance rhythm. */
export interface Cycle {
  name: string
  /** Lengths of the groups that the cycle is felt in, in beats. */
  groups: readonly number[]
  /** Beats at which the drum sounds, and how. */
  strokes: readonly (readonly [beat: number, stroke: Stroke])[]
}

export function cycleLength(cycle: Cycle): number {
  return cycle.groups.reduce((sum, group) => sum + group, 0)
}

function byGroups(name: string, groups: readonly number[], strokes: readonly Stroke[]): Cycle {
  let beat = 0
  const placed = groups.map((group, index) => {
    const at = beat
    beat += group
    return [at, strokes[index] ?? 'soft'] as const
  })
  return { name, groups, strokes: placed }
}

/**
 * Usuls: metres and groups from the table of MTG/dunya; düm (low), tek (high) and te or ke (soft) as
 * commonly taught. Talas: matras and aksharas from MTG/dunya; tintal and dadra follow the common theka
 * (dha, dhin = low; na, ta, tin = high), adi and rupaka mark their angas. Zeibekiko: nine beats, general
 * knowledge.
 */
export const cycles = {
  duyek: byGroups('Düyek', [1, 2, 1, 2, 2], ['low', 'high', 'high', 'low', 'high']),
  sofyan: byGroups('Sofyan', [2, 1, 1], ['low', 'soft', 'high']),
  aksak: byGroups('Aksak', [2, 1, 1, 2, 2, 1], ['low', 'soft', 'soft', 'low', 'high', 'high']),
  semai: byGroups('Semai', [1, 1, 1], ['low', 'high', 'high']),
  curcuna: byGroups('Curcuna', [2, 1, 2, 2, 2, 1], ['low', 'soft', 'high', 'low', 'high', 'high']),
  tintal: {
    name: 'Tīntāl',
    groups: [4, 4, 4, 4],
    strokes: Array.from({ length: 16 }, (_, beat) => {
      const closed = beat >= 9 && beat <= 12
      return [beat, closed ? 'high' : beat % 4 === 3 ? 'soft' : 'low'] as const
    }),
  },
  dadra: byGroups('Dādrā', [1, 1, 1, 1, 1, 1], ['low', 'low', 'high', 'low', 'high', 'high']),
  adi: {
    name: 'Ādi',
    groups: [4, 2, 2],
    strokes: [
      [0, 'low'],
      [1, 'high'],
      [1.5, 'soft'],
      [2, 'high'],
      [3, 'low'],
      [3.5, 'soft'],
      [4, 'low'],
      [5, 'high'],
      [5.5, 'soft'],
      [6, 'low'],
      [6.5, 'high'],
      [7, 'high'],
    ],
  },
  rupaka: byGroups('Rūpaka', [1, 1, 1], ['low', 'high', 'high']),
  zeibekiko: byGroups('Zeibekiko', [2, 2, 2, 1, 2], ['low', 'high', 'low', 'soft', 'high']),
} satisfies Record<string, Cycle>
