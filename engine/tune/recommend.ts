/** The share of neighbours that a cheaper depth must keep to be recommended. */
export const KEEP_OF_DEPTH = 0.9
/** The share of neighbours that whole numbers must keep to be allowed. */
export const KEEP_OF_INT8 = 0.95
/** A gain below this is not worth a new kind of rounding. */
const LEAST_SPEEDUP = 1.05

/** Windows of the cheapest depth that keeps its neighbours; null for full depth. `depths` in rising order, full last. */
export function recommendedWindows(
  depths: readonly { windows: number | null; agreement: number }[],
): number | null {
  return depths.find(({ agreement }) => agreement >= KEEP_OF_DEPTH)?.windows ?? null
}

/** Whether int8 may be switched on, and why (not). */
export function judgeInt8(
  agreement: number,
  speedup: number,
): { allowed: boolean; reason: string } {
  const kept = `${(agreement * 100).toFixed(1)} % of the nearest tracks stay the same`
  if (agreement < KEEP_OF_INT8)
    return { allowed: false, reason: `Only ${kept}; ${KEEP_OF_INT8 * 100} % are asked for.` }
  if (speedup < LEAST_SPEEDUP)
    return {
      allowed: false,
      reason: `It is not faster on this processor (${speedup.toFixed(2)} x).`,
    }
  return { allowed: true, reason: `${speedup.toFixed(2)} x as fast, and ${kept}.` }
}
