import type { ModelConversion } from '../../contract/analysis.ts'
import type { Announcer } from '../announce.ts'
import { type Encoder, ensureEncoder } from './convert.ts'

export interface CurrentModel {
  conversion(): ModelConversion
  encoder(): Encoder | undefined
  /** Checks and converts a checkpoint, then makes it the current model. Problems: those of `ensureEncoder`. */
  use(path: string): Promise<ModelConversion>
  /** Cancels a conversion under way. */
  close(): void
}

export interface CurrentModelParts {
  cacheFolder: string
  announcer: Announcer
  /** Called with each new current model, before `use` resolves. */
  onModel(encoder: Encoder, path: string): Promise<void>
}

const nothing: ModelConversion = { state: 'none', fraction: 0, message: '', model: null }

/** Holds the one encoder that new embeddings are made with and that similarity compares. */
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
      const before = conversion.model
      tell({ state: 'converting', fraction: 0, message: 'Reading the checkpoint', model: before })
      try {
        const converted = await ensureEncoder(path, parts.cacheFolder, {
          signal: controller.signal,
          onProgress: (fraction) =>
            tell({
              state: 'converting',
              fraction,
              message: 'Converting the checkpoint',
              model: before,
            }),
        })
        await parts.onModel(converted, path)
        encoder = converted
        const { modelId, name, randomWeights, layers, hiddenSize } = converted
        return tell({
          state: 'ready',
          fraction: 1,
          message: '',
          model: { modelId, name, randomWeights, layers, hiddenSize, path },
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
