/** A training set of the size of a research dataset, over the port to the process that trains. */
import { readFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { engineEntries } from '../host/entries.ts'
import { madePlan } from './fixtures/made-examples.ts'
import { openTraining } from './training.ts'
import { marbleOptions } from './training-options.ts'

const sizes = { count: 5_000, layers: 13, hiddenSize: 768, tags: 2 }
const plan = madePlan({ ...sizes, share: 0.5, strength: 1, seed: 1 })
const MIB = 2 ** 20
const host = new URL('../host-cli.ts', import.meta.url).href
const options = { ...marbleOptions, hidden: 16, epochs: 1, patience: { plateau: 1, stop: 1 } }

/** [count, layers, hiddenSize] of 200 MB, cheaply made; those that have a tag are moved. */
function examples() {
  const { count, layers, hiddenSize, tags } = sizes
  const size = layers * hiddenSize
  const labels = Int8Array.from({ length: count * tags }, (_, n) => Number(n % 7 < 3))
  const means = new Float32Array(count * size)
  for (let row = 0; row < count; row++)
    for (let i = 0; i < size; i++)
      means[row * size + i] = ((row * 31 + i * 17) % 101) / 50 - 1 + (labels[row * tags] ?? 0) * 0.1
  const split = Array.from({ length: count }, (_, row) =>
    row % 10 === 0 ? ('validation' as const) : ('train' as const),
  )
  return { count, layers, hiddenSize, means, labels, split }
}

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

test.skipIf(process.platform !== 'linux')(
  '5,000 tracks of 13 x 768 values go over the port in bounded memory (needs /proc)',
  { timeout: 120_000 },
  async () => {
    const given = examples()
    const training = openTraining(engineEntries(host).startProcess)
    const before = process.memoryUsage().rss / MIB
    const delay = monitorEventLoopDelay({ resolution: 1 })
    let peak = 0
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss / MIB)
    }, 20)
    delay.enable()
    const head = await training.train(given, plan, options, {
      onEpoch: () => {
        const pid = training.pid()
        if (pid) void peakOf(pid).then((now) => (peak = Math.max(peak, now)))
      },
    })
    delay.disable()
    clearInterval(watch)
    await training.stop()
    expect(head.trainedOn.tracks).toBe(5_000)
    // The 190 MB once more while they are sent; there as received, as standardised, and as the runtime has them.
    expect(most - before).toBeLessThan(450)
    expect(peak).toBeGreaterThan(200)
    expect(peak).toBeLessThan(1_100)
    // They are written to the port in one piece: some 90 ms.
    expect(delay.max / 1e6).toBeLessThan(1_500)
  },
)
