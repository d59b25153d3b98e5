/** What is used of Electron's `powerMonitor`. */
export interface PowerMonitor {
  getSystemIdleTime(): number
  isOnBatteryPower(): boolean
  on(event: 'on-battery' | 'on-ac', listener: () => void): unknown
}

/** The engine looks every 15 s. Milliseconds. */
const TELL_EVERY_MS = 10_000

/** Tells how the computer is used, now and then and when the power changes, so that analysis keeps out of the way. */
export function watchUse(
  power: PowerMonitor,
  tell: (use: { idleSeconds: number; onBattery: boolean }) => void,
): NodeJS.Timeout {
  const tellNow = () =>
    tell({
      idleSeconds: Math.round(power.getSystemIdleTime()),
      onBattery: power.isOnBatteryPower(),
    })
  power.on('on-battery', tellNow)
  power.on('on-ac', tellNow)
  return setInterval(tellNow, TELL_EVERY_MS)
}
