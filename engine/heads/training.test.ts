import { constants, getPriority } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { startNodeProcess } from '../processes/node-ports.ts'
import { madeExamples, madePlan } from './fixtures/made-examples.ts'
import { trainHead } from './train-head.ts'
import { openTraining, type Training } from './training.ts'
import { marbleOptions } from './training-options.ts'

const sizes = { count: 100, layers: 3, hiddenSize: 16, tags: 2, share: 0.4, strength: 0.5, seed: 1 }
const options = { ...marbleOptions, hidden: 16, epochs: 40, patience: { plateau: 3, stop: 40 } }
const entry = new URL('../processes/training-process.ts', import.meta.url)
let training: Training

function open(): Training {
  training = openTraining(() => startNodeProcess('training process', entry))
  return training
}
afterEach(() => training.stop())

test('a head is trained in a process of its own, which ends with it', async () => {
  const examples = madeExamples(sizes)
  const epochs: number[] = []
  let priority: number | undefined
  const head = await open().train(examples, madePlan(sizes), options, {
    onEpoch: ({ epoch }) => {
      priority ??= getPriority(training.pid())
      epochs.push(epoch)
    },
  })
  expect(epochs).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  expect(priority).toBe(constants.priority.PRIORITY_BELOW_NORMAL)
  expect(training.pid()).toBeUndefined()
  const here = await trainHead(examples, madePlan(sizes), options)
  expect(head.tensors).toEqual(here.tensors)
})

test('a process that is killed is replaced, and nothing is lost', async () => {
  const killed: number[] = []
  const head = await open().train(madeExamples(sizes), madePlan(sizes), options, {
    onEpoch: ({ epoch }) => {
      const pid = training.pid()
      if (epoch !== 5 || pid === undefined || killed.length > 0) return
      killed.push(pid)
      process.kill(pid, 'SIGKILL')
    },
  })
  expect(killed).toHaveLength(1)
  expect(head.tags).toHaveLength(2)
})

test('a process that dies twice is a problem; one that is cancelled ends', async () => {
  const kill = () => process.kill(training.pid() ?? 0, 'SIGKILL')
  const dying = open().train(madeExamples(sizes), madePlan(sizes), options, {
    onEpoch: ({ epoch }) => epoch === 1 && kill(),
  })
  await expect(dying).rejects.toMatchObject({ code: 'process-died' })
  const controller = new AbortController()
  const cancelled = training.train(madeExamples(sizes), madePlan(sizes), options, {
    signal: controller.signal,
    onEpoch: () => controller.abort(),
  })
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  expect(training.pid()).toBeUndefined()
})

test('what is wrong with the examples crosses as a problem', async () => {
  const examples = madeExamples(sizes)
  examples.labels.fill(1)
  await expect(open().train(examples, madePlan(sizes), options)).rejects.toMatchObject({
    code: 'too-few-examples',
  })
})
