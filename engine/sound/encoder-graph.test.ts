import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type EncoderSession, openEncoder } from '../../native/inference.ts'
import { ensureEncoder } from './convert.ts'
import { draftEncoder } from './encoder-files.ts'
import { normalizationGraph } from './encoder-graph.ts'
import type { OnnxGraph } from './onnx-model.ts'
import { createResampler, downmix } from './resample.ts'
import {
  fixture,
  fixtureFloats,
  fixtureJson,
  maxDifference,
  temporaryFolder,
  tinyCheckpoints,
  tolerances,
} from './test-fixtures.ts'

const waves = ['melody5s', 'melody337']

async function opened({ file }: { file: string }): Promise<EncoderSession> {
  const session = await openEncoder(file, { threads: 2, provider: 'cpu' })
  onTestFinished(() => session.release())
  return session
}

async function openGraph(graph: OnnxGraph): Promise<EncoderSession> {
  return opened(await draftEncoder(join(temporaryFolder(), 'graph'), graph))
}

describe('against the reference', () => {
  test.each(tinyCheckpoints)('%s', async (name) => {
    const encoder = await ensureEncoder(fixture(`tiny/${name}`), temporaryFolder())
    expect(encoder).toMatchObject({ name, layers: 4, hiddenSize: 48, randomWeights: true })
    const session = await opened(encoder)
    for (const wave of waves) {
      const samples = fixtureFloats(`waves/${wave}.f32`)
      const means = await session.run(samples, 1)
      const hidden = await session.hiddenStates(samples)
      expect(hidden).toMatchObject({ layers: 4, hiddenSize: 48 })
      expect(maxDifference(means, fixtureFloats(`tiny/${wave}.mean.f32`))).toBeLessThanOrEqual(
        tolerances.tiny_mean_abs,
      )
      expect(
        maxDifference(hidden.data, fixtureFloats(`tiny/${wave}.hidden.f32`)),
      ).toBeLessThanOrEqual(tolerances.tiny_hidden_abs)
    }
  })

  test('without normalisation, under another model id', async () => {
    const folder = join(temporaryFolder(), 'tiny')
    await cp(fixture('tiny/st-legacy'), folder, { recursive: true })
    const cache = temporaryFolder()
    const normalised = await ensureEncoder(folder, cache)
    await writeFile(join(folder, 'preprocessor_config.json'), '{"do_normalize": false}')
    const raw = await ensureEncoder(folder, cache)
    expect(raw.modelId).not.toBe(normalised.modelId)
    const session = await opened(raw)
    for (const wave of waves) {
      const means = await session.run(fixtureFloats(`waves/${wave}.f32`), 1)
      expect(
        maxDifference(means, fixtureFloats(`tiny/${wave}.mean_nonorm.f32`)),
      ).toBeLessThanOrEqual(tolerances.tiny_mean_abs)
    }
  })

  test('a batch of two is two batches of one', async () => {
    const session = await opened(await ensureEncoder(fixture('tiny/st-legacy'), temporaryFolder()))
    const first = fixtureFloats('waves/melody337.f32')
    const second = fixtureFloats('waves/melody5s.f32').slice(0, first.length)
    const both = await session.run(Float32Array.from([...first, ...second]), 2)
    const alone = [...(await session.run(first, 1)), ...(await session.run(second, 1))]
    expect(maxDifference(both, Float32Array.from(alone))).toBeLessThan(2e-6)
  })

  test('a 44.1 kHz stereo file, downmixed and resampled', async () => {
    const wav = await readFile(fixture('waves/stereo44k1_s16.wav'))
    const frames = new Int16Array(new Uint8Array(wav.subarray(-88_201 * 4)).buffer)
    const channel = (c: number) =>
      Float32Array.from({ length: 88_201 }, (_, i) => (frames[2 * i + c] ?? 0) / 32_768)
    const resampler = createResampler(44_100)
    const head = resampler.push(downmix([channel(0), channel(1)]))
    const samples = Float32Array.from([...head, ...resampler.finish()])
    expect(
      maxDifference(samples, fixtureFloats('waves/stereo44k1.mono24k.f32')),
    ).toBeLessThanOrEqual(tolerances.resample_abs)
    const session = await opened(
      await ensureEncoder(fixture('tiny/bin-torch213'), temporaryFolder()),
    )
    const means = await session.run(samples, 1)
    expect(maxDifference(means, fixtureFloats('tiny/stereo44k1.mean.f32'))).toBeLessThanOrEqual(
      tolerances.tiny_mean_abs,
    )
  })

  test('frames of every length', async () => {
    const session = await opened(await ensureEncoder(fixture('tiny/st-legacy'), temporaryFolder()))
    const { frames } = fixtureJson<{ frames: Record<string, number> }>('tiny/manifest.json')
    for (const [length, expected] of Object.entries(frames)) {
      const samples = new Float32Array(Number(length))
      if (expected === 0)
        await expect(session.hiddenStates(samples)).rejects.toMatchObject({ code: 'too-short' })
      else expect((await session.hiddenStates(samples)).frames, length).toBe(expected)
    }
  })

  test('normalisation as the extractor does it', async () => {
    const session = await openGraph(normalizationGraph('means'))
    for (const wave of waves) {
      const output = await session.run(fixtureFloats(`waves/${wave}.f32`), 1)
      expect(maxDifference(output, fixtureFloats(`waves/${wave}.norm.f32`))).toBeLessThanOrEqual(
        tolerances.normalize_abs,
      )
    }
    const { normalize_edge_cases: cases } = fixtureJson<{
      normalize_edge_cases: Record<string, { x: number[]; y: number[] }>
    }>('tiny/manifest.json')
    /** The cases are too short for an encoder; repeated, they have the same mean and variance. */
    const repeated = (values: number[]) =>
      Float32Array.from({ length: 50 * values.length }, (_, i) => values[i % values.length] ?? 0)
    for (const [name, { x, y }] of Object.entries(cases))
      expect(
        maxDifference(await session.run(repeated(x), 1), repeated(y)),
        name,
      ).toBeLessThanOrEqual(tolerances.normalize_abs)
  })
})

describe('a session', () => {
  test('refuses rows of unequal length', async () => {
    const session = await openGraph(normalizationGraph('means'))
    await expect(session.run(new Float32Array(999), 2)).rejects.toMatchObject({
      code: 'encoder-failed',
    })
  })

  test('refuses samples that are not numbers, and goes on', async () => {
    const session = await opened(await ensureEncoder(fixture('tiny/st-legacy'), temporaryFolder()))
    const samples = fixtureFloats('waves/melody5s.f32')
    await expect(session.run(samples.with(77, Number.NaN), 1)).rejects.toMatchObject({
      code: 'encoder-failed',
    })
    expect(
      maxDifference(await session.run(samples, 1), fixtureFloats('tiny/melody5s.mean.f32')),
    ).toBeLessThanOrEqual(tolerances.tiny_mean_abs)
  })

  test('silence gives numbers', async () => {
    const session = await opened(await ensureEncoder(fixture('tiny/st-legacy'), temporaryFolder()))
    const means = await session.run(new Float32Array(120_000), 1)
    expect(means.every(Number.isFinite)).toBe(true)
  })

  test('refuses a graph that is no encoder', async () => {
    const session = await openGraph(normalizationGraph('loudness'))
    await expect(session.run(new Float32Array(400), 1)).rejects.toMatchObject({
      code: 'encoder-failed',
    })
  })
})
