import { constants, setPriority } from 'node:os'
import { trainHead } from '../heads/train-head.ts'
import { teachHead } from '../teach/teach-head.ts'
import { serveCalls } from './calls.ts'
import { connectToEngine } from './engine-port.ts'
import type { TrainingCalls } from './training-calls.ts'

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

serveCalls<TrainingCalls>(await connectToEngine(), {
  train: ({ examples, plan, options }, { signal, notify }) =>
    trainHead(examples, plan, options, { signal, onEpoch: notify }),
  teach: (lesson, { signal, notify }) => teachHead(lesson, { signal, onEpoch: notify }),
})
