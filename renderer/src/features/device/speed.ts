import { formatCount, formatDecimal } from '../../format.ts'

/** Seconds of music in a window. */
const windowSeconds = 5

/** A speed to two digits or so: "0.05", "1.4", "23", "1,204". */
export function formatSpeed(speed: number): string {
  if (speed < 1) return String(Number(speed.toPrecision(2)))
  return speed < 10 ? formatDecimal(speed, 1) : formatCount(Math.round(speed))
}

/** How many times faster than the music itself windows are computed. */
export function timesRealTime(windowsPerSecond: number): number {
  return windowsPerSecond * windowSeconds
}
