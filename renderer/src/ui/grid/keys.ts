/**
 * Where a key moves the active row (the row index), or undefined when it moves nothing.
 * `active` is -1 when no row is active.
 */
export function movedBy(key: string, active: number, count: number, pageRows: number) {
  if (count === 0) return undefined
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active < 0 ? 0 : active - 1,
    PageDown: Math.max(active, 0) + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: count - 1,
  }
  const target = steps[key]
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target))
}
