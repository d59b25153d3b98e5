import { isProblem } from '../../contract/problem.ts'
import type { StartProcess } from '../processes/port.ts'
import { supervise } from '../processes/supervise.ts'
import type { TrainingCalls } from '../processes/training-calls.ts'
import type { Lesson, TaughtHead } from '../teach/teach-head.ts'
import type { Examples } from './examples.ts'
import type { Head } from './head.ts'
import type { EpochReport, Told } from './learned.ts'
import type { HeadPlan } from './train-head.ts'
import type { TrainingOptions } from './training-options.ts'

/** Trains heads in a process that may be lost. */
export interface Training {
  /**
   * As `trainHead`, in a process of its own. A training whose process dies begins anew once: nothing is lost, since
   * the same examples give the same head. Problems: as of `trainHead`; `process-died` the second time.
   */
  train(examples: Examples, plan: HeadPlan, options: TrainingOptions, told?: Told): Promise<Head>
  /** As `teachHead`, likewise. */
  teach(lesson: Lesson, told?: Told): Promise<TaughtHead>
  pid(): number | undefined
  stop(): Promise<void>
}

/** The process starts with the first training, and ends with the last one under way: it may hold hundreds of megabytes. */
export function openTraining(startProcess: StartProcess): Training {
  const process = supervise<TrainingCalls>('training', startProcess)
  let underWay = 0

  function told({ signal, onEpoch }: Told = {}) {
    return {
      ...(signal ? { signal } : {}),
      onNotify: (epoch: unknown) => onEpoch?.(epoch as EpochReport),
    }
  }

  async function twice<T>(begin: () => Promise<T>): Promise<T> {
    underWay++
    try {
      return await begin().catch((error) => {
        if (isProblem(error) && error.code === 'process-died') return begin()
        throw error
      })
    } finally {
      if (--underWay === 0) process.restart()
    }
  }

  return {
    train: (examples, plan, options, listener) =>
      twice(() => process.calls.train({ examples, plan, options }, told(listener))),
    teach: (lesson, listener) => twice(() => process.calls.teach(lesson, told(listener))),
    pid: process.pid,
    stop: process.stop,
  }
}
