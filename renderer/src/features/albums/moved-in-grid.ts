interface Shape {
  count: number
  columns: number
  /** Rows in one page. */
  pageRows: number
  rightToLeft: boolean
}

/**
 * Where a key moves the active item of a grid of equal items, or undefined when it moves nothing. `active` is -1 when no
 * item is active.
 */
export function movedInGrid(
  key: string,
  active: number,
  { count, columns, pageRows, rightToLeft }: Shape,
): number | undefined {
  if (count === 0) return undefined
  const forward = rightToLeft ? -1 : 1
  const steps: Record<string, number> = {
    ArrowRight: active + forward,
    ArrowLeft: active - forward,
    ArrowDown: active + columns,
    ArrowUp: active - columns,
    PageDown: active + columns * pageRows,
    PageUp: active - columns * pageRows,
    Home: 0,
    End: count - 1,
  }
  const target = steps[key]
  if (target === undefined) return undefined
  if (active < 0) return key === 'End' ? count - 1 : 0
  const past = target < 0 || target >= count
  // Up and down keep the column, and stay where there is no further row.
  if (past && key === 'ArrowUp') return active
  return Math.min(count - 1, Math.max(0, target))
}
