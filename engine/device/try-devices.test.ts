import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Provider, type Verdict, verdict as verdictSchema } from '../../contract/device.ts'
import { isAlive } from '../processes/fixtures/processes.ts'
import { type Oddity, oddDevices, tinyEncoder } from './fixtures/odd-devices.ts'
import { type TryOptions, trialError, tryDevices } from './try-devices.ts'

let tiny: Awaited<ReturnType<typeof tinyEncoder>>
beforeAll(async () => {
  tiny = await tinyEncoder()
})
afterAll(() => tiny.remove())

let devices: Partial<Record<Provider, Oddity>>
let odd: ReturnType<typeof oddDevices>
beforeEach(() => {
  devices = {}
  odd = oddDevices(() => ({ devices }))
})

/** The verdicts on these made-up devices, by provider. */
async function tryOdd(
  made: Partial<Record<Provider, Oddity>>,
  options: Partial<TryOptions> = {},
): Promise<Partial<Record<Provider, Verdict>>> {
  devices = made
  const verdicts = await tryDevices({
    startProcess: odd.startProcess,
    file: tiny.encoder.file,
    threads: 1,
    runtimeFolder: null,
    providers: ['webgpu'],
    batches: [1, 2],
    seconds: 0.1,
    absence: () => null,
    ...options,
  })
  expect(verdictSchema.array().parse(verdicts)).toEqual(verdicts)
  return Object.fromEntries(verdicts.map((verdict) => [verdict.provider, verdict]))
}

test('one that is right and faster is good; the order is that of the contract, the processor first to be tried', async () => {
  const tried: Provider[] = []
  const before = Date.now()
  const verdicts = await tryOdd(
    { dml: 'nearly' },
    { providers: ['dml', 'webgpu'], onTrying: (provider) => tried.push(provider) },
  )
  expect(tried).toEqual(['cpu', 'webgpu', 'dml'])
  expect(Object.keys(verdicts)).toEqual(['webgpu', 'dml', 'cpu'])
  const { cpu, webgpu, dml } = verdicts
  expect(cpu).toMatchObject({ outcome: 'good', batch: 1, error: null, precision: 'fp32' })
  expect(cpu!.windowsPerSecond).toBeGreaterThan(0)
  expect(cpu!.windowsPerSecond).toBeLessThan(1000 / 60)
  expect(webgpu).toMatchObject({
    outcome: 'good',
    reason: expect.stringContaining('times as fast'),
  })
  expect([1, 2]).toContain(webgpu!.batch)
  expect(webgpu!.windowsPerSecond! / cpu!.windowsPerSecond!).toBeGreaterThan(1.1)
  expect(webgpu!.error).toBeLessThan(1e-10)
  expect(webgpu!.at).toBeGreaterThanOrEqual(before)
  expect(dml!.outcome).toBe('good')
  expect(dml!.error).toBeGreaterThan(5e-9)
  expect(dml!.error).toBeLessThan(2e-8)
})

test.each<[Oddity, Verdict['outcome'], reason: RegExp]>([
  ['missing', 'failed', /^No graphics card/],
  ['crashes', 'crashed', /^It took its process down\. The inference process/],
  [
    'wrong',
    'wrong',
    /other numbers than the processor: 1 - cosine is 1\.0e-4 in layer 2, where less than 0\.000001/,
  ],
  ['scaled', 'wrong', /lengths differ by up to 50 %/],
  ['zeros', 'wrong', /1 - cosine is 1\.0e\+0 in layer 0/],
  ['not-numbers', 'wrong', /values that are not numbers/],
  ['slow', 'slower', /not worth using: .* windows per second .*, where the processor has/],
])('with the oddity "%s" a device is %s', async (oddity, outcome, reason) => {
  const { webgpu, cpu } = await tryOdd({ webgpu: oddity })
  expect(webgpu).toMatchObject({ outcome, reason: expect.stringMatching(reason) })
  expect(cpu!.outcome).toBe('good')
  expect(odd.started).toHaveLength(2)
})

test('the error of a wrong one is told; of one without numbers none is', async () => {
  const { webgpu, dml } = await tryOdd(
    { webgpu: 'wrong', dml: 'not-numbers' },
    { providers: ['webgpu', 'dml'] },
  )
  expect(webgpu!.error).toBeCloseTo(1e-4, 6)
  expect(webgpu!.windowsPerSecond).toBeNull()
  expect(dml!.error).toBeNull()
})

test('what is too far in full precision is near enough in half precision', async () => {
  const limits = { error: { fp32: 1e-6, fp16: 1e-3 }, stretch: 0.02, gain: 1.1 }
  const { webgpu } = await tryOdd({ webgpu: 'wrong' }, { precision: 'fp16', limits })
  expect(webgpu).toMatchObject({ outcome: 'good', precision: 'fp16' })
})

test('one that hangs is ended, and its process is gone', async () => {
  const begun = Date.now()
  const { webgpu, dml } = await tryOdd(
    { webgpu: 'hangs' },
    { patience: 5_000, providers: ['webgpu', 'dml'] },
  )
  expect(webgpu).toMatchObject({
    outcome: 'hung',
    reason: expect.stringContaining('no answer within 5 s'),
  })
  expect(dml!.outcome).toBe('good')
  expect(Date.now() - begun).toBeGreaterThanOrEqual(5_000)
  expect(odd.started.map(({ pid }) => isAlive(pid!))).toEqual([false, false, false])
})

test('what happens after the answer is noise', async () => {
  const { webgpu } = await tryOdd({ webgpu: 'dies-afterwards' })
  expect(webgpu!.outcome).toBe('good')
})

test.each<Oddity>(['fails-in-batches', 'wrong-in-batches', 'crashes-in-batches'])(
  'with the oddity "%s" a device is used for single windows',
  async (oddity) => {
    const { webgpu } = await tryOdd({ webgpu: oddity })
    expect(webgpu).toMatchObject({ outcome: 'good', batch: 1 })
    expect(webgpu!.error).toBeLessThan(1e-10)
  },
)

test('what is absent is not tried', async () => {
  const { webgpu } = await tryOdd({}, { absence: (provider) => `There is no ${provider}.` })
  expect(webgpu).toMatchObject({ outcome: 'absent', reason: 'There is no webgpu.' })
  expect(odd.started).toHaveLength(1)
})

test.each<[Oddity, Verdict['outcome']]>([
  ['zeros', 'wrong'],
  ['not-numbers', 'wrong'],
  ['crashes', 'crashed'],
])(
  'with the oddity "%s" the processor is %s, which leaves nothing to compare with',
  async (oddity, outcome) => {
    const { cpu, webgpu } = await tryOdd({ cpu: oddity })
    expect(cpu!.outcome).toBe(outcome)
    expect(webgpu).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('nothing to compare with'),
    })
    expect(odd.started).toHaveLength(1)
  },
)

test('an encoder that is gone is a failure of the processor', async () => {
  const { cpu } = await tryOdd({}, { file: `${tiny.folder}/nothing.onnx` })
  expect(cpu).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('is gone') })
})

test('it can be cancelled, whatever a device does', async () => {
  const controller = new AbortController()
  const trial = tryOdd(
    { webgpu: 'hangs' },
    {
      signal: controller.signal,
      onTrying: (provider) => provider === 'webgpu' && setTimeout(() => controller.abort(), 500),
    },
  )
  await expect(trial).rejects.toMatchObject({ code: 'cancelled' })
  expect(odd.started.map(({ pid }) => isAlive(pid!))).toEqual([false, false])
})

test('how far two encoders are apart', async () => {
  const { file } = tiny.encoder
  expect(await trialError(odd.startProcess, [file, file], 1)).toBe(0)
  devices = { cpu: 'not-numbers' }
  expect(await trialError(odd.startProcess, [file, file], 1)).toBeNaN()
  await expect(trialError(odd.startProcess, [file, `${file}.none`], 1)).rejects.toMatchObject({
    code: 'encoder-failed',
  })
})
