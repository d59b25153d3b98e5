import { callsTo } from '../processes/calls.ts'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import type { StartProcess } from '../processes/port.ts'

/** Stands for the graphics cards where the system did not tell them in time. */
export const UNKNOWN_GRAPHICS = 'unknown'

/** A system that takes longer has a driver that is stuck. Milliseconds. */
const LONGEST_MS = 5_000

/**
 * The graphics cards with the versions of their drivers, sorted. It may block its thread for as long as a driver is
 * stuck: for processes that can be ended.
 */
export async function listGraphics(): Promise<string[]> {
  const { graphics } = await import('systeminformation')
  const { controllers } = await graphics()
  return controllers
    .map(({ vendor, model, name, driverVersion }) => {
      const card = [vendor, name || model].filter(Boolean).join(' ')
      return driverVersion ? `${card}, driver ${driverVersion}` : card
    })
    .sort()
}

/** The same, asked of a process that is ended after 5 s. Never rejects: `[UNKNOWN_GRAPHICS]` where nothing is told. */
export async function askGraphics(startProcess: StartProcess): Promise<string[]> {
  const process = startProcess('inference')
  try {
    const signal = AbortSignal.timeout(LONGEST_MS)
    return await callsTo<InferenceCalls>(process).graphics(null, { signal })
  } catch {
    return [UNKNOWN_GRAPHICS]
  } finally {
    process.kill()
  }
}
