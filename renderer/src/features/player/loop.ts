/** A part of the track that is played again and again, seconds. `to` is null until its end is set. */
export interface Loop {
  readonly from: number
  readonly to: number | null
}

/** A loop shorter than this is not heard as one. Seconds. */
export const shortestLoop = 0.25

/** The loop with one of its ends moved as far as the other and the track (`duration`, seconds) let it. */
export function withEnd(loop: Loop, end: keyof Loop, seconds: number, duration: number): Loop {
  const least = end === 'from' ? 0 : loop.from + shortestLoop
  const most = end === 'from' ? (loop.to ?? duration) - shortestLoop : duration
  return { ...loop, [end]: Math.max(least, Math.min(most, seconds)) }
}
