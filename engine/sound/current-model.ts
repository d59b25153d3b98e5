import type { ModelConversion } from '../../contract/model.ts'
import type { Announcer } from '../announce.ts'
import { type Encoder, type EnsureOptions, ensureEncoder } from './convert.ts'

export interface CurrentModel {
  conversion(): ModelConversion
  encoder(): Encoder | undefined
  /** Checks and converts a checkpoint, then makes it the current model. Problems: those of `ensureEncoder` and `check`. */
  use(path: string): Promise<ModelConversion>
  /** Cancels a conversion under way. */
  close(): void
}

export interface CurrentModelParts {
  cacheFolder: string
  announcer: Announcer
  /** See `EnsureOptions.compare`. */
  compare: NonNullable<EnsureOptions['compare']>
  /** Runs the encoder on a fixed window, once for each checkpoint. Problem: `encoder-failed` when its result is no good. */
  check(encoder: Encoder): Promise<void>
  /** Called with each new current model, before `use` resolves. */
  onModel(encoder: Encoder, path: string): Promise<void>
}

const nothing: ModelConversion = { state: 'none', fraction: 0, message: '', model: null }

/** Holds the one encoder that new embeddings are made with. */
export function createCurrentModel(parts: CurrentModelParts): CurrentModel {
  let encoder: Encoder | undefined
  let conversion = nothing
  let latest: AbortController | undefined

  function tell(next: ModelConversion): ModelConversion {
    conversion = next
    parts.announcer.announce({ type: 'model.progress', conversion })
    return conversion
  }

  return {
    conversion: () => conversion,
    encoder: () => encoder,
    use: async (path) => {
      latest?.abort()
      const controller = new AbortController()
      latest = controller
      const { signal } = controller
      const before = conversion.model
      const step = (state: 'converting' | 'checking', fraction: number, message: string) => {
        if (!signal.aborted) tell({ state, fraction, message, model: before })
      }
      step('converting', 0, 'Reading the checkpoint')
      try {
        const converted = await ensureEncoder(path, parts.cacheFolder, {
          signal,
          compare: parts.compare,
          onProgress: (fraction) => step('converting', fraction, 'Converting the checkpoint'),
        })
        step('checking', 1, 'Running the model once, and looking for the fastest device')
        await parts.check(converted)
        signal.throwIfAborted()
        await parts.onModel(converted, path)
        encoder = converted
        const { modelId, name, randomWeights, layers, hiddenSize, warnings } = converted
        return tell({
          state: 'ready',
          fraction: 1,
          message: '',
          model: { modelId, name, randomWeights, layers, hiddenSize, path, warnings },
        })
      } catch (error) {
        if (latest === controller)
          tell({
            state: encoder ? 'ready' : 'failed',
            fraction: 0,
            message: error instanceof Error ? error.message : String(error),
            model: before,
          })
        throw error
      }
    },
    close: () => latest?.abort(),
  }
}
