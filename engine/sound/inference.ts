import { availableParallelism } from 'node:os'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import type { Supervised } from '../processes/supervise.ts'
import type { LinkAddress } from '../processes/window-link.ts'
import type { Encoder } from './convert.ts'

export interface OpenInference {
  encoder: Encoder
  device: string
  address: LinkAddress
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
  /** Has the next `open` load anew, e.g. after the cores limit changed; nothing may be in flight. */
  close(): void
}

/** Far longer than one window takes, during which the process answers nothing. Milliseconds. */
const ANSWER_MS = 30_000

/** Keeps the current encoder loaded in the inference process, across its deaths. */
export function createInference(
  inference: Supervised<InferenceCalls>,
  { cores, socketFolder }: { cores(): number | null; socketFolder: string | null },
): Inference {
  let opened: Promise<OpenInference> | undefined
  let openedId: string | undefined
  let device = 'cpu'
  inference.onDeath(() => {
    opened = undefined
  })

  async function load(encoder: Encoder): Promise<OpenInference> {
    const threads = cores() ?? availableParallelism()
    const answer = await inference.calls.open({ file: encoder.file, threads, socketFolder })
    device = `${answer.device}, ${threads} ${threads === 1 ? 'core' : 'cores'}`
    return { encoder, ...answer }
  }

  function close(): void {
    opened = undefined
    inference.restart()
  }

  return {
    open: (encoder) => {
      if (!opened || openedId !== encoder.modelId) {
        openedId = encoder.modelId
        const loading = load(encoder)
        opened = loading
        loading.catch(() => {
          if (opened === loading) opened = undefined
        })
      }
      return opened
    },
    device: () => device,
    check: async () => {
      if (!opened) return
      const hung = setTimeout(close, ANSWER_MS)
      await inference.calls.ping(null).catch(() => {})
      clearTimeout(hung)
    },
    close,
  }
}
