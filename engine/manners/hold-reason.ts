import type { Hold } from '../../contract/analysis.ts'
import type { Settings } from '../../contract/engine.ts'

/** How the computer is being used, as far as it can be told. */
export interface ComputerUse {
  onBattery: boolean
  /** Seconds since a key or the mouse was touched; null where that cannot be known. */
  idleSeconds: number | null
  /** Share of the processor that other programs take, 0..1; null where that cannot be known. */
  otherLoad: number | null
}

export type MannersSettings = Pick<Settings, 'pauseOnBattery' | 'onlyWhenIdle' | 'hours'>

/** Who has not touched anything for this long is away. */
export const IDLE_SECONDS = 120
/** Other programs that take more of the processor than this are at work. */
export const BUSY_SHARE = 0.15

/** Minutes since midnight of "HH:MM". */
function minutes(clock: string): number {
  const [hours = 0, minute = 0] = clock.split(':').map(Number)
  return hours * 60 + minute
}

/** Whether a time of day, in minutes, lies between two others; hours may go over midnight. Equal ones mean always. */
function isWithin(now: number, { from, to }: NonNullable<Settings['hours']>): boolean {
  const [start, end] = [minutes(from), minutes(to)]
  if (start === end) return true
  return start < end ? now >= start && now < end : now >= start || now < end
}

/** Where both can be known, either tells of use: a film is watched with folded hands, a letter written without load. */
function isBusy({ idleSeconds, otherLoad }: ComputerUse): boolean {
  return (
    (idleSeconds !== null && idleSeconds < IDLE_SECONDS) ||
    (otherLoad !== null && otherLoad > BUSY_SHARE)
  )
}

/** Why background analysis should wait now, by what the user wants; null when it may go on. */
export function holdReason(settings: MannersSettings, use: ComputerUse, now: Date): Hold | null {
  if (settings.hours && !isWithin(now.getHours() * 60 + now.getMinutes(), settings.hours))
    return 'hours'
  if (settings.pauseOnBattery && use.onBattery) return 'battery'
  if (settings.onlyWhenIdle && isBusy(use)) return 'busy'
  return null
}
