import { stat } from 'node:fs/promises'
import type { InferenceSession } from 'onnxruntime-node'
import type { Provider } from '../contract/device.ts'
import { problem } from '../contract/problem.ts'
import { loadRuntime, type Runtime, sessionOptions } from './inference-runtime.ts'

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

/** Time means of every hidden state of some windows. */
export interface LayerMeans {
  layers: number
  hiddenSize: number
  /** [batch, layers, hiddenSize], row-major. */
  data: Float32Array
}

/**
 * A loaded encoder. A run blocks the calling thread until it is done, so a session belongs in a process of its own.
 * Problems of every call: `too-short` below 400 samples a row; `encoder-failed` when the run fails or its result is
 * not finite, `device-failed` when another device than the processor is at fault.
 */
export interface EncoderSession {
  /**
   * Time means of every hidden state, [batch, layers, hiddenSize] row-major. `samples` is [batch, n] mono 24 kHz:
   * rows of one length, since padding changes the result.
   */
  run(samples: Float32Array, batch: number): Promise<Float32Array>
  /** The same, finite or not: for trials of a device. */
  uncheckedMeans(samples: Float32Array, batch: number): Promise<LayerMeans>
  /** All frames of one window; about 15 MB for 5 s of a 13 x 768 encoder. */
  hiddenStates(samples: Float32Array): Promise<HiddenStates>
  release(): Promise<void>
}

export interface OpenOptions {
  /** Threads on the processor, at least 1; a graphics card needs some, too. */
  threads: number
  provider: Provider
  /**
   * A folder with a copy of ONNX Runtime in its `node_modules`, CUDA's libraries beside it; for `cuda` only. Null
   * for the runtime that came with Naghma.
   */
  runtimeFolder?: string | null
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

async function loadSession(
  file: string,
  { threads, provider, runtimeFolder = null }: OpenOptions,
): Promise<{ runtime: Runtime; session: InferenceSession }> {
  try {
    const runtime = await loadRuntime(provider, runtimeFolder)
    const options = sessionOptions(provider, threads)
    return { runtime, session: await runtime.InferenceSession.create(file, options) }
  } catch (cause) {
    const reason = reasonOf(cause).trim()
    if (provider !== 'cpu')
      throw problem('device-failed', `The encoder could not be loaded for ${provider}: ${reason}`, {
        cause,
      })
    throw problem(
      'encoder-failed',
      `The encoder could not be loaded: ${reason} Choose the model again to convert it anew.`,
      { cause },
    )
  }
}

/**
 * Opens a converted encoder: an ONNX file with its weights beside it, input `samples` [batch, n], outputs `means`
 * [batch, layers, hiddenSize] and `hidden_0` ... [batch, frames, hiddenSize]. It is computed by `provider`, and where
 * that is absent by none.
 * Problems: `not-found` when the file is gone, `encoder-failed` when it cannot be loaded, and
 * `device-failed` when another device than the processor cannot load it.
 */
export async function openEncoder(file: string, options: OpenOptions): Promise<EncoderSession> {
  if (!(await stat(file).catch(() => undefined))?.isFile())
    throw problem('not-found', `The converted encoder is gone: ${file}. Choose the model again.`)
  const { provider } = options
  const { runtime, session } = await loadSession(file, options)
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
      const reason = reasonOf(cause).trim()
      throw provider === 'cpu'
        ? problem('encoder-failed', `The encoder failed: ${reason}`, { cause })
        : problem('device-failed', `The encoder failed on ${provider}: ${reason}`, { cause })
    }
  }

  async function uncheckedMeans(samples: Float32Array, batch: number): Promise<LayerMeans> {
    const { means } = await outputs(samples, batch, ['means'])
    const [, layers = 0, hiddenSize = 0] = means?.dims ?? []
    return { layers, hiddenSize, data: floats(means?.data) }
  }

  function checked(data: Float32Array, samples: Float32Array): Float32Array {
    if (data.every(Number.isFinite)) return data
    if (provider !== 'cpu' && samples.every(Number.isFinite))
      throw problem('device-failed', `The encoder gave values on ${provider} that are not numbers.`)
    throw problem(
      'encoder-failed',
      'The encoder gave values that are not numbers: the audio or the model holds such values.',
    )
  }

  return {
    run: async (samples, batch) => checked((await uncheckedMeans(samples, batch)).data, samples),
    uncheckedMeans,
    hiddenStates: async (samples) => {
      const results = await outputs(samples, 1, hiddenNames)
      const states = hiddenNames.map((name) => checked(floats(results[name]?.data), samples))
      const [, frames = 0, hiddenSize = 0] = results[hiddenNames[0] ?? '']?.dims ?? []
      const data = new Float32Array(states.length * frames * hiddenSize)
      for (const [layer, state] of states.entries()) data.set(state, layer * frames * hiddenSize)
      return { layers: states.length, frames, hiddenSize, data }
    },
    release: () => session.release(),
  }
}

function floats(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data
  throw problem('encoder-failed', 'This file is not an encoder: an output is missing.')
}
