interface Answer {
  /** 0 sound alone ... 1 mode alone. */
  blend: number
  epoch: number
  size: number
}

/** How much a model, or the listening for modes, knew of the library at some time. */
interface Knowledge {
  /** Tracks with an embedding of the current model. */
  analysed: number
  /** Tracks that were listened to for their mode. */
  listened: number
}

/** Of which model the answer is: the one compared by, the current one, or neither; `moved`: of one that gave way. */
export type AnswerOf = 'compared' | 'current' | 'other' | 'moved'

interface Now extends Knowledge {
  /** The sound space of the model compared by. */
  epoch: number
  size: number
}

/**
 * Whether more can be compared now than when an answer was given, in the spaces that it goes by. `then` is what was
 * known at that time.
 */
export function hasGrown(answer: Answer, of: AnswerOf, now: Now, then: Knowledge): boolean {
  const heardMore = now.listened > then.listened
  if (answer.blend === 1) return heardMore
  const refitted = of === 'compared' && now.epoch !== answer.epoch
  const larger = of === 'compared' && answer.blend === 0 && now.size > answer.size
  const analysedMore = of === 'current' && now.analysed > then.analysed
  const heard = answer.blend > 0 && heardMore
  return of === 'moved' || refitted || larger || analysedMore || heard
}

interface Models {
  /** The model that the answer was made with. */
  answered: string | null
  /** The model that was asked for; null for whichever is compared by. */
  asked: string | null
  compared: string | undefined
  current: string | undefined
}

/** Of which model an answer is. While the models are not known it counts as of the one compared by. */
export function answerOf({ answered, asked, compared, current }: Models): AnswerOf {
  if (answered === null || compared === undefined || answered === compared) return 'compared'
  if (asked === null) return 'moved'
  return answered === current ? 'current' : 'other'
}
