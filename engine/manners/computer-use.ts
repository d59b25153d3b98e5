import { type CpuInfo, cpus } from 'node:os'
import type { ComputerUse } from './hold-reason.ts'

type Times = CpuInfo['times']

/** Sum over all cores, milliseconds since the system's start. */
function processorTimes(): Times {
  const sum: Times = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 }
  for (const { times } of cpus())
    for (const key of Object.keys(sum) as (keyof Times)[]) sum[key] += times[key]
  return sum
}

/**
 * Share of the processor that programs of normal priority took between two readings. Naghma's own analysis runs below
 * that and is counted as `nice`; where the system counts nothing so, nothing can be told.
 */
export function shareOfOthers(before: Times, after: Times): number | null {
  if (after.nice === 0) return null
  const took = (key: keyof Times) => Math.max(0, after[key] - before[key])
  const others = took('user') + took('sys') + took('irq')
  const all = others + took('nice') + took('idle')
  return all > 0 ? others / all : null
}

async function isOnBattery(): Promise<boolean> {
  try {
    const { battery } = await import('systeminformation')
    const { hasBattery, acConnected } = await battery()
    return hasBattery && !acConnected
  } catch {
    return false
  }
}

export interface UseReader {
  /** The use since the last reading. */
  read(): Promise<ComputerUse>
}

/** What a host knows of its user: the seconds since a key or the mouse was touched, and the power. */
export interface DesktopUse {
  idleSeconds: number
  onBattery: boolean
}

/** Reads how the computer is used. `desktop` tells what only a desktop application may know; null elsewhere. */
export function createUseReader(desktop: () => DesktopUse | null): UseReader {
  let last = processorTimes()
  return {
    read: async () => {
      const now = processorTimes()
      const otherLoad = shareOfOthers(last, now)
      last = now
      const known = desktop()
      return {
        onBattery: known ? known.onBattery : await isOnBattery(),
        idleSeconds: known?.idleSeconds ?? null,
        otherLoad,
      }
    },
  }
}
