import type { Examples } from '../heads/examples.ts'
import type { Head } from '../heads/head.ts'
import type { HeadPlan } from '../heads/train-head.ts'
import type { TrainingOptions } from '../heads/training-options.ts'
import type { Lesson, TaughtHead } from '../teach/teach-head.ts'

/** What the engine asks of the training process. */
export type TrainingCalls = {
  /** See `trainHead`; tells each epoch. The examples are copied over: 200 MB in about half a second. */
  train(input: { examples: Examples; plan: HeadPlan; options: TrainingOptions }): Head
  /** See `teachHead`; tells each epoch. */
  teach(lesson: Lesson): TaughtHead
}
