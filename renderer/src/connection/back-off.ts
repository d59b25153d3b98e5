const delays = [200, 400, 800, 1500, 3000]
const longest = 5000

/** Milliseconds to wait before trying again after this many failures in a row (1 for the first). */
export function backOff(failures: number): number {
  return delays[Math.max(0, failures - 1)] ?? longest
}
