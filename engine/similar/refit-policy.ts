/** Below this size a fit takes a fraction of a second and every track moves the space: refit at any change. */
const ALWAYS_BELOW = 64
const SMALL_BELOW = 1000

/**
 * Whether a space that was fitted on a library of `fitted` tracks is due to be fitted again now that there are
 * `count`: at any change below 64 tracks, at a change by a tenth below 1,000, else at a change by a half.
 */
export function refitDue(fitted: number, count: number): boolean {
  if (count === 0 || count === fitted) return false
  const change = Math.abs(count - fitted)
  if (Math.min(count, fitted) < ALWAYS_BELOW) return true
  return change >= fitted * (Math.min(count, fitted) < SMALL_BELOW ? 0.1 : 0.5)
}
