import { create } from 'zustand'

interface Clock {
  /** Seconds into the track, as of the last event of the player; `transport.position()` is exact. */
  position: number
  /** As the browser measured it; null until then. */
  duration: number | null
}

/** What time it is in the track, some four times a second. */
export const useClock = create<Clock>(() => ({ position: 0, duration: null }))

interface Transport {
  position(): number
  duration(): number | null
  seek(seconds: number): void
}

const nothing: Transport = { position: () => 0, duration: () => null, seek: () => {} }

/** Where the player is, and going elsewhere; set by what plays. */
export const transport: Transport = { ...nothing }

export function driveTransport(driver: Transport): () => void {
  Object.assign(transport, driver)
  return () => Object.assign(transport, nothing)
}
