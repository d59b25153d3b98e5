import type { Precision, Provider } from '../../contract/device.ts'
import { isProblem } from '../../contract/problem.ts'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import type { Supervised } from '../processes/supervise.ts'
import type { LinkAddress } from '../processes/window-link.ts'
import type { Encoder } from './convert.ts'

/** What an encoder is computed with. */
export interface InferenceChoice {
  provider: Provider
  precision: Precision
  /** Windows in one run. */
  batch: number
  /** The ONNX model of that precision. */
  file: string
  /** Folder of the runtime to load; null for the one of the application. */
  runtimeFolder: string | null
}

export interface OpenInference extends InferenceChoice {
  encoder: Encoder
  /** As it is stored with each embedding. */
  device: string
  address: LinkAddress
}

export interface InferenceParts {
  threads(): number
  socketFolder: string | null
  choose(encoder: Encoder): Promise<InferenceChoice>
  /** A device other than the processor failed: `choose` must not name it again for now. */
  onDeviceFailed(provider: Provider, reason: string): void
}

export interface Inference {
  /** The encoder, loaded and listening; loads it when it is not. Problems: `encoder-failed`, `process-died`. */
  open(encoder: Encoder): Promise<OpenInference>
  /** The device of the last successful load, in words. */
  device(): string
  /**
   * Whether the process lives: resolves once a death that has happened is known here, so that the next `open` loads
   * anew. A process that does not answer within 30 s is ended.
   */
  check(): Promise<void>
  /**
   * Whether a track failed because of the device it was computed with, and the processor can do it instead: then the
   * next `open` gives the processor.
   */
  gaveWay(opened: OpenInference, error: unknown): Promise<boolean>
  /** Has the next `open` load anew, e.g. after the cores limit changed; nothing may be in flight. */
  close(): void
}

/** Far longer than one window takes, during which the process answers nothing. Milliseconds. */
const ANSWER_MS = 30_000

/** Keeps the current encoder loaded in the inference process, across its deaths. */
export function createInference(
  inference: Supervised<InferenceCalls>,
  parts: InferenceParts,
): Inference {
  let opened: Promise<OpenInference> | undefined
  let latest: OpenInference | undefined
  let openedId: string | undefined
  let device = 'cpu'
  inference.onDeath((reason) => {
    if (latest && latest.provider !== 'cpu') parts.onDeviceFailed(latest.provider, reason)
    opened = undefined
    latest = undefined
  })

  async function load(encoder: Encoder): Promise<OpenInference> {
    const choice = await parts.choose(encoder)
    try {
      return await loadWith(encoder, choice)
    } catch (error) {
      if (choice.provider === 'cpu') throw error
      parts.onDeviceFailed(choice.provider, error instanceof Error ? error.message : String(error))
      // A process stays with the runtime that it loaded first.
      inference.restart()
      return loadWith(encoder, await parts.choose(encoder))
    }
  }

  async function loadWith(encoder: Encoder, choice: InferenceChoice): Promise<OpenInference> {
    const { provider, precision, batch, file, runtimeFolder } = choice
    const threads = parts.threads()
    const { socketFolder } = parts
    const { address } = await inference.calls.open({
      file,
      provider,
      threads,
      batch,
      runtimeFolder,
      socketFolder,
    })
    const stored = precision === 'fp32' ? provider : `${provider} ${precision}`
    device =
      provider === 'cpu' ? `${stored}, ${threads} ${threads === 1 ? 'core' : 'cores'}` : stored
    return { ...choice, encoder, device: stored, address }
  }

  function close(): void {
    opened = undefined
    latest = undefined
    inference.restart()
  }

  async function check(): Promise<void> {
    if (!opened) return
    const hung = setTimeout(() => {
      if (latest && latest.provider !== 'cpu')
        parts.onDeviceFailed(latest.provider, 'It gave no answer any more.')
      close()
    }, ANSWER_MS)
    await inference.calls.ping(null).catch(() => {})
    clearTimeout(hung)
  }

  return {
    open: (encoder) => {
      if (!opened || openedId !== encoder.modelId) {
        openedId = encoder.modelId
        const loading = load(encoder)
        opened = loading
        loading.then(
          (loaded) => {
            if (opened === loading) latest = loaded
          },
          () => {
            if (opened === loading) opened = undefined
          },
        )
      }
      return opened
    },
    device: () => device,
    check,
    gaveWay: async (used, error) => {
      if (used.provider === 'cpu' || !isProblem(error)) return false
      if (error.code === 'device-failed') {
        if (latest?.address !== used.address) return true
        parts.onDeviceFailed(used.provider, error.message)
        close()
        return true
      }
      if (error.code !== 'process-died' && error.code !== 'timed-out') return false
      await check()
      return latest?.address !== used.address
    },
    close,
  }
}
