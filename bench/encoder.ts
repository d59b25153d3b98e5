import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCheckpoint } from '../engine/sound/checkpoint.ts'
import { ensureEncoder } from '../engine/sound/convert.ts'
import type { EncoderConfig } from '../engine/sound/encoder-config.ts'
import { writeEncoderFiles } from '../engine/sound/encoder-files.ts'
import { generateWeights, writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import { SAMPLE_RATE, WINDOW } from '../engine/sound/windows.ts'
import { openEncoder } from '../native/inference.ts'

const ROUNDS = 9
/** Side of the square matrices of the yardstick: large enough for the runtime's full rate. */
const SGEMM_SIZE = 3072
const SGEMM_FLOP = 2 * SGEMM_SIZE ** 3

/** Floating-point operations of one window in convolutions and matrix products, a multiply-add counted as two. */
function windowFlop(config: EncoderConfig): number {
  let frames = WINDOW
  let channelsIn = 1
  let multiplyAdds = 0
  for (const { channels, kernel, stride } of config.convolutions) {
    frames = Math.floor((frames - kernel) / stride) + 1
    multiplyAdds += frames * channels * channelsIn * kernel
    channelsIn = channels
  }
  const { hiddenSize, feedForwardSize, layers } = config
  multiplyAdds += frames * channelsIn * hiddenSize
  multiplyAdds += (frames * hiddenSize * hiddenSize * config.positionKernel) / config.positionGroups
  const projections = 4 * frames * hiddenSize * hiddenSize
  const attention = 2 * frames * frames * hiddenSize
  const feedForward = 2 * frames * hiddenSize * feedForwardSize
  return 2 * (multiplyAdds + layers * (projections + attention + feedForward))
}

/** The yardstick: one matrix product with a constant matrix, in the same runtime with the same options. */
async function writeSgemm(folder: string): Promise<string> {
  const shape = [SGEMM_SIZE, SGEMM_SIZE]
  await writeEncoderFiles(
    folder,
    {
      inputs: [{ name: 'samples', dimensions: shape }],
      outputs: [{ name: 'means', dimensions: [SGEMM_SIZE, 1] }],
      nodes: [
        { operator: 'MatMul', inputs: ['samples', 'weight'], output: 'product', attributes: {} },
        {
          operator: 'ReduceMean',
          inputs: ['product', 'axis'],
          output: 'means',
          attributes: { keepdims: 1 },
        },
      ],
      weights: [{ name: 'weight', shape, load: async () => generateWeights('sgemm', shape) }],
      constants: [{ name: 'axis', shape: [1], values: BigInt64Array.of(1n) }],
    },
    '{}',
    {},
  )
  return join(folder, 'encoder.onnx')
}

/** Seconds of one run: on the clock, and of processor time over all threads, which other programs disturb less. */
interface Timing {
  wall: number
  cpu: number
}

interface Measurement {
  peakMegabytes: number
  encoder: Timing[]
  sgemm: Timing[]
}

async function timed(work: () => Promise<unknown>): Promise<Timing> {
  const start = performance.now()
  const cpuStart = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpuStart)
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

/** Runs in a process of its own, so that its peak memory is the encoder's. */
async function measure(encoderFile: string, sgemmFile: string): Promise<Measurement> {
  const options = { threads: availableParallelism(), provider: 'cpu' } as const
  const encoder = await openEncoder(encoderFile, options)
  const samples = generateWeights('samples', [WINDOW])
  const encode = () => encoder.run(samples, 1)
  for (let i = 0; i < 3; i++) await encode()
  const peakMegabytes = process.resourceUsage().maxRSS / 1024

  const sgemm = await openEncoder(sgemmFile, options)
  const matrix = generateWeights('matrix', [SGEMM_SIZE, SGEMM_SIZE])
  const multiply = () => sgemm.run(matrix, SGEMM_SIZE)
  await multiply()
  const timings: Pick<Measurement, 'encoder' | 'sgemm'> = { encoder: [], sgemm: [] }
  for (let round = 0; round < ROUNDS; round++) {
    timings.encoder.push(await timed(encode))
    timings.sgemm.push(await timed(multiply))
  }
  await encoder.release()
  await sgemm.release()
  return { peakMegabytes, ...timings }
}

async function measureApart(encoderFile: string, sgemmFile: string): Promise<Measurement> {
  const child = fork(fileURLToPath(import.meta.url), [encoderFile, sgemmFile])
  return new Promise((resolve, reject) => {
    let measurement: Measurement | undefined
    child.once('message', (message: Measurement) => {
      measurement = message
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (measurement) resolve(measurement)
      else reject(new Error(`The measuring process ended with ${code}`))
    })
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Median over the rounds of the encoder's rate as a share of the yardstick's. */
function shareOfSgemm({ encoder, sgemm }: Measurement, flop: number, clock: keyof Timing): number {
  return median(encoder.map((run, i) => flop / run[clock] / (SGEMM_FLOP / sgemm[i]![clock])))
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/**
 * Speed of a full-size encoder (generated weights) on 5 s windows, as a share of the machine's own matrix-product
 * rate measured in the same run, in turns; seconds to generate, convert and reopen; peak memory of the encoder's
 * process.
 */
export async function bench(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-bench-'))
  try {
    const checkpointFolder = join(folder, 'checkpoint')
    await writeGeneratedCheckpoint(checkpointFolder, 'full')
    const cache = join(folder, 'cache')
    const conversion = await timed(() => ensureEncoder(checkpointFolder, cache))
    const encoder = await ensureEncoder(checkpointFolder, cache)
    const reopening = await timed(() => ensureEncoder(checkpointFolder, cache))
    const checkpoint = await openCheckpoint(checkpointFolder)
    const flop = windowFlop(checkpoint.config)
    await checkpoint.close()
    const sgemmFile = await writeSgemm(join(folder, 'sgemm'))
    const measurement = await measureApart(encoder.file, sgemmFile)
    const windowSeconds = median(measurement.encoder.map(({ wall }) => wall))
    const sgemmSeconds = median(measurement.sgemm.map(({ wall }) => wall))
    return {
      threads: availableParallelism(),
      windowsPerSecond: rounded(1 / windowSeconds),
      timesRealTime: rounded(WINDOW / SAMPLE_RATE / windowSeconds),
      gigaflopPerWindow: rounded(flop / 1e9),
      gigaflopPerSecond: rounded(flop / windowSeconds / 1e9),
      sgemmGigaflopPerSecond: rounded(SGEMM_FLOP / sgemmSeconds / 1e9),
      shareOfSgemm: rounded(shareOfSgemm(measurement, flop, 'wall')),
      shareOfSgemmByProcessorTime: rounded(shareOfSgemm(measurement, flop, 'cpu')),
      peakMegabytes: rounded(measurement.peakMegabytes),
      convertSeconds: rounded(conversion.wall),
      reopenSeconds: rounded(reopening.wall),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const [encoderFile, sgemmFile] = process.argv.slice(2)
if (import.meta.main) {
  if (process.send && encoderFile && sgemmFile)
    process.send(await measure(encoderFile, sgemmFile), () => process.disconnect())
  else console.log(JSON.stringify(await bench(), null, 2))
}
