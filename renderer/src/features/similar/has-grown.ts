interface Answer {
  /** 0 sound alone ... 1 mode alone. */
  blend: number
  epoch: number
  size: number
}

interface Spaces {
  /** The sound space. */
  epoch: number
  size: number
  /** Tracks that were listened to for their mode. */
  listened: number
}

/**
 * Whether more can be compared now than when an answer was given, in the spaces that it goes by. `listenedThen` is
 * how many tracks had been listened to at that time.
 */
export function hasGrown(answer: Answer, now: Spaces, listenedThen: number): boolean {
  const refitted = now.epoch !== answer.epoch
  const heardMore = now.listened > listenedThen
  if (answer.blend === 0) return refitted || now.size > answer.size
  return answer.blend === 1 ? heardMore : refitted || heardMore
}
