import { stat } from 'node:fs/promises'
import type { InferenceSession } from 'onnxruntime-node'
import { problem } from '../contract/problem.ts'

/** Samples in the shortest input that gives one frame: the receptive field of the convolutions. */
const MIN_SAMPLES = 400

/** Every hidden state of one window, state 0 (the embedding) first. */
export interface HiddenStates {
  layers: number
  frames: number
  hiddenSize: number
  /** [layers, frames, hiddenSize], row-major. */
  data: Float32Array
}

/**
 * A loaded encoder. A run blocks the calling thread until it is done, so a session belongs in a process of its own.
 * Problems of every call: `too-short` below 400 samples a row, `encoder-failed` when the run fails or its result is
 * not finite.
 */
export interface EncoderSession {
  /**
   * Time means of every hidden state, [batch, layers, hiddenSize] row-major. `samples` is [batch, n] mono 24 kHz:
   * rows of one length, since padding changes the result.
   */
  run(samples: Float32Array, batch: number): Promise<Float32Array>
  /** All frames of one window; about 15 MB for 5 s of a 13 x 768 encoder. */
  hiddenStates(samples: Float32Array): Promise<HiddenStates>
  release(): Promise<void>
}

/**
 * ONNX Runtime's CPU settings for this encoder: no memory pattern (100 MB less at the peak), threads that do not
 * spin while idle, and no fused skip-normalisation, which is slower here than its parts.
 */
function cpuOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableMemPattern: false,
    extra: {
      session: { intra_op: { allow_spinning: '0' } },
      optimization: { disable_specified_optimizers: 'SkipLayerNormFusion' },
    },
  }
}

async function loadSession(
  file: string,
  threads: number,
): Promise<{ runtime: typeof import('onnxruntime-node'); session: InferenceSession }> {
  try {
    const runtime = await import('onnxruntime-node')
    return { runtime, session: await runtime.InferenceSession.create(file, cpuOptions(threads)) }
  } catch (cause) {
    throw problem(
      'encoder-failed',
      `The encoder could not be loaded: ${reasonOf(cause)} Choose the model again to convert it anew.`,
      { cause },
    )
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/**
 * Opens a converted encoder: an ONNX file with its weights beside it, input `samples` [batch, n], outputs `means`
 * [batch, layers, hiddenSize] and `hidden_0` ... [batch, frames, hiddenSize].
 * Problems: `not-found` when the file is gone, `encoder-failed` when it cannot be loaded.
 */
export async function openEncoder(
  file: string,
  { threads }: { threads: number; provider: 'cpu' },
): Promise<EncoderSession> {
  if (!(await stat(file).catch(() => undefined))?.isFile())
    throw problem('not-found', `The converted encoder is gone: ${file}. Choose the model again.`)
  const { runtime, session } = await loadSession(file, threads)
  const hiddenNames = session.outputNames.filter((name) => name.startsWith('hidden_'))

  async function outputs(samples: Float32Array, batch: number, names: readonly string[]) {
    const length = samples.length / batch
    if (!Number.isInteger(length))
      throw problem('encoder-failed', `${samples.length} samples are not ${batch} equal windows.`)
    if (length < MIN_SAMPLES)
      throw problem('too-short', `${length} samples are too few for one frame of the encoder.`)
    try {
      return await session.run(
        { samples: new runtime.Tensor('float32', samples, [batch, length]) },
        names,
      )
    } catch (cause) {
      throw problem('encoder-failed', `The encoder failed: ${reasonOf(cause)}`, { cause })
    }
  }

  return {
    run: async (samples, batch) => {
      const { means } = await outputs(samples, batch, ['means'])
      return finiteFloats(means?.data)
    },
    hiddenStates: async (samples) => {
      const results = await outputs(samples, 1, hiddenNames)
      const states = hiddenNames.map((name) => finiteFloats(results[name]?.data))
      const [, frames = 0, hiddenSize = 0] = results[hiddenNames[0] ?? '']?.dims ?? []
      const data = new Float32Array(states.length * frames * hiddenSize)
      for (const [layer, state] of states.entries()) data.set(state, layer * frames * hiddenSize)
      return { layers: states.length, frames, hiddenSize, data }
    },
    release: () => session.release(),
  }
}

function finiteFloats(data: unknown): Float32Array {
  if (!(data instanceof Float32Array))
    throw problem('encoder-failed', 'This file is not an encoder: an output is missing.')
  if (!data.every(Number.isFinite))
    throw problem(
      'encoder-failed',
      'The encoder gave values that are not numbers: the audio or the model holds such values.',
    )
  return data
}
