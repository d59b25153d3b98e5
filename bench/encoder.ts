import { fork } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processEnvironment } from '../contract/shell-messages.ts'
import { fixedWindow } from '../engine/device/fixed-window.ts'
import { openCheckpoint } from '../engine/sound/checkpoint.ts'
import { ensureEncoder, ensureInt8 } from '../engine/sound/convert.ts'
import type { EncoderConfig } from '../engine/sound/encoder-config.ts'
import { layerDifferences } from '../engine/sound/encoder-difference.ts'
import { draftEncoder } from '../engine/sound/encoder-files.ts'
import { generateWeights, writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import { SAMPLE_RATE, WINDOW } from '../engine/sound/windows.ts'
import { openEncoder } from '../native/inference.ts'

const ROUNDS = 9
/** Side of the square matrices of the yardstick: large enough for the runtime's full rate. */
const SGEMM_SIZE = 3072
const SGEMM_FLOP = 2 * SGEMM_SIZE ** 3
/** Frames of a window of 5 s. */
const FRAMES = 374

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

/** A matrix product of the yardsticks: [rows, inner] with a constant [inner, columns]. */
interface Product {
  inner: number
  columns: number
}

/** One product of large matrices: the machine's full rate. */
const largeProduct: readonly Product[] = [{ inner: SGEMM_SIZE, columns: SGEMM_SIZE }]

/** The products with a weight that the transformer makes of one window, one after the other, each with its own weight. */
function ownProducts({ hiddenSize, feedForwardSize, layers }: EncoderConfig): Product[] {
  const square = { inner: hiddenSize, columns: hiddenSize }
  const wide = { inner: hiddenSize, columns: feedForwardSize }
  const narrow = { inner: feedForwardSize, columns: hiddenSize }
  return Array.from({ length: layers }, () => [square, square, square, square, wide, narrow]).flat()
}

function productsFlop(rows: number, products: readonly Product[]): number {
  return products.reduce((sum, { inner, columns }) => sum + 2 * rows * inner * columns, 0)
}

/** A yardstick: nothing but products, in the same runtime with the same options. */
async function writeProducts(
  folder: string,
  rows: number,
  products: readonly Product[],
): Promise<string> {
  const { file } = await draftEncoder(folder, {
    inputs: [{ name: 'samples', dimensions: [rows, products[0]?.inner ?? 0] }],
    outputs: [{ name: 'means', dimensions: [rows, 1] }],
    nodes: [
      ...products.map((_, i) => ({
        domain: '' as const,
        operator: 'MatMul',
        inputs: [i === 0 ? 'samples' : `product${i - 1}`, `weight${i}`],
        output: `product${i}`,
        attributes: {},
      })),
      {
        domain: '',
        operator: 'ReduceMean',
        inputs: [`product${products.length - 1}`, 'axis'],
        output: 'means',
        attributes: { keepdims: 1 },
      },
    ],
    weights: products.map(({ inner, columns }, i) => ({
      name: `weight${i}`,
      type: 'float32',
      shape: [inner, columns],
      // So small that a chain of products neither overflows nor vanishes.
      load: async () =>
        generateWeights(`weight${i}`, [inner, columns]).map((w) => w * Math.sqrt(3 / inner)),
    })),
    constants: [{ name: 'axis', shape: [1], values: BigInt64Array.of(1n) }],
  })
  return file
}

/** Seconds of one run: on the clock, and of processor time over all threads, which other programs disturb less. */
interface Timing {
  wall: number
  cpu: number
}

/** How one encoder does in a process of its own. */
interface Footprint {
  /** Until it can compute, the runtime included; its file is in the system's cache. */
  loadSeconds: number
  peakMegabytes: number
}

async function timed(work: () => Promise<unknown>): Promise<Timing> {
  const start = performance.now()
  const cpuStart = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpuStart)
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

const options = { threads: availableParallelism(), provider: 'cpu' } as const
const samples = () => generateWeights('samples', [WINDOW])

async function measureFootprint(file: string): Promise<Footprint> {
  const window = samples()
  const start = performance.now()
  const encoder = await openEncoder(file, options)
  const loadSeconds = (performance.now() - start) / 1000
  for (let i = 0; i < 3; i++) await encoder.run(window, 1)
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  await encoder.release()
  return { loadSeconds, peakMegabytes }
}

/** Times one window of each encoder, and the yardsticks, in turns: one list of rounds for each. */
async function measureInTurns(
  sgemmFile: string,
  productsFile: string,
  hiddenSize: number,
  files: readonly string[],
): Promise<Timing[][]> {
  const window = samples()
  const matrix = generateWeights('matrix', [SGEMM_SIZE, SGEMM_SIZE])
  const frames = generateWeights('frames', [FRAMES, hiddenSize])
  const sgemm = await openEncoder(sgemmFile, options)
  const products = await openEncoder(productsFile, options)
  const encoders = await Promise.all(files.map((file) => openEncoder(file, options)))
  const runs = [
    () => sgemm.run(matrix, SGEMM_SIZE),
    () => products.run(frames, FRAMES),
    ...encoders.map((encoder) => () => encoder.run(window, 1)),
  ]
  for (const run of runs) await run()
  const timings = runs.map((): Timing[] => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, run] of runs.entries()) timings[i]?.push(await timed(run))
  for (const session of [sgemm, products, ...encoders]) await session.release()
  return timings
}

interface Measurements {
  footprint: Footprint
  turns: Timing[][]
}
const measure: { [Name in keyof Measurements]: (files: string[]) => Promise<Measurements[Name]> } =
  {
    footprint: ([file = '']) => measureFootprint(file),
    turns: ([sgemmFile = '', productsFile = '', hiddenSize, ...files]) =>
      measureInTurns(sgemmFile, productsFile, Number(hiddenSize), files),
  }

/** Takes a measurement in a process of its own, so that memory is the encoder's alone. */
async function apart<Name extends keyof Measurements>(
  name: Name,
  files: readonly string[],
): Promise<Measurements[Name]> {
  const child = fork(fileURLToPath(import.meta.url), [name, ...files], {
    env: { ...process.env, ...processEnvironment.inference },
  })
  return new Promise((resolve, reject) => {
    let measurement: Measurements[Name] | undefined
    child.once('message', (message: Measurements[Name]) => {
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

/** Median over the rounds of how often `run` could be done while `other` is done once. */
function medianRatio(
  run: readonly Timing[],
  other: readonly Timing[],
  clock: keyof Timing,
): number {
  return median(run.map((timing, i) => (other[i]?.[clock] ?? Number.NaN) / timing[clock]))
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/**
 * Speed of a full-size encoder (generated weights) on 5 s windows, as a share of the rate of its own matrix products and
 * of one large product, measured in the same run, in turns; seconds to generate, convert and reopen; peak memory of the encoder's
 * process. Then its forms beside each other: their size, seconds to load, peak memory, speed in the same turns, and how
 * far each layer is from float32 (1 - cosine).
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
    const half = await ensureEncoder(checkpointFolder, join(folder, 'cache-float16'), {
      compare: async () => 0,
    })
    const int8 = await ensureInt8(encoder, checkpointFolder, cache)
    const checkpoint = await openCheckpoint(checkpointFolder)
    const { config } = checkpoint
    const flop = windowFlop(config)
    await checkpoint.close()
    const sgemmFile = await writeProducts(join(folder, 'sgemm'), SGEMM_SIZE, largeProduct)
    const own = ownProducts(config)
    const productsFile = await writeProducts(join(folder, 'products'), FRAMES, own)

    const files = { float32: encoder.file, float16: half.file, int8: int8.file }
    // Before anything is loaded here: a process inherits the peak of the one that started it.
    const footprints: Footprint[] = []
    for (const file of Object.values(files)) footprints.push(await apart('footprint', [file]))
    const [sgemm = [], products = [], ...timings] = await apart('turns', [
      sgemmFile,
      productsFile,
      String(config.hiddenSize),
      ...Object.values(files),
    ])
    const [exact = []] = timings
    const forms: Record<string, object> = {}
    for (const [i, [form, file]] of Object.entries(files).entries()) {
      const runs = timings[i] ?? []
      const differences = await layerDifferences(encoder.file, file, fixedWindow())
      forms[form] = {
        fileMegabytes: rounded((await stat(`${file}.data`)).size / 1e6),
        loadSeconds: rounded(footprints[i]?.loadSeconds ?? Number.NaN),
        peakMegabytes: rounded(footprints[i]?.peakMegabytes ?? Number.NaN),
        windowsPerSecond: rounded(1 / median(runs.map(({ wall }) => wall))),
        speed: rounded(medianRatio(runs, exact, 'wall')),
        speedByProcessorTime: rounded(medianRatio(runs, exact, 'cpu')),
        differenceOfLastLayer: rounded(differences.at(-1) ?? Number.NaN),
        differences: differences.map(rounded),
      }
    }
    const windowSeconds = median(exact.map(({ wall }) => wall))
    const sgemmSeconds = median(sgemm.map(({ wall }) => wall))
    const shareOfSgemm = (clock: keyof Timing) =>
      (flop / SGEMM_FLOP) * medianRatio(exact, sgemm, clock)
    const ownFlop = productsFlop(FRAMES, own)
    const shareOfProducts = (clock: keyof Timing) =>
      (flop / ownFlop) * medianRatio(exact, products, clock)
    return {
      threads: availableParallelism(),
      windowsPerSecond: rounded(1 / windowSeconds),
      timesRealTime: rounded(WINDOW / SAMPLE_RATE / windowSeconds),
      gigaflopPerWindow: rounded(flop / 1e9),
      gigaflopPerSecond: rounded(flop / windowSeconds / 1e9),
      sgemmGigaflopPerSecond: rounded(SGEMM_FLOP / sgemmSeconds / 1e9),
      shareOfSgemm: rounded(shareOfSgemm('wall')),
      shareOfSgemmByProcessorTime: rounded(shareOfSgemm('cpu')),
      ownProductsGigaflopPerSecond: rounded(ownFlop / median(products.map((t) => t.wall)) / 1e9),
      shareOfOwnProducts: rounded(shareOfProducts('wall')),
      shareOfOwnProductsByProcessorTime: rounded(shareOfProducts('cpu')),
      peakMegabytes: rounded(footprints[0]?.peakMegabytes ?? Number.NaN),
      convertSeconds: rounded(conversion.wall),
      reopenSeconds: rounded(reopening.wall),
      forms,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const [name, ...files] = process.argv.slice(2)
  if (process.send && (name === 'footprint' || name === 'turns'))
    process.send(await measure[name](files), () => process.disconnect())
  else console.log(JSON.stringify(await bench(), null, 2))
}
