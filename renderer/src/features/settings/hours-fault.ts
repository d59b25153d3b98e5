/** What is wrong with two clock times as typed ("22:00", or empty while incomplete); null when nothing is. */
export function hoursFault({ from, to }: { from: string; to: string }) {
  if (from === '') return { field: 'from', words: 'incomplete' } as const
  if (to === '') return { field: 'to', words: 'incomplete' } as const
  return from === to ? ({ field: 'to', words: 'same' } as const) : null
}

/** Whether the hours go over midnight. Clock times compare as texts. */
export function goesOvernight({ from, to }: { from: string; to: string }): boolean {
  return from > to && to !== ''
}
