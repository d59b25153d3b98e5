import type { HeadEncoder } from '../heads/head.ts'
import { readModelId } from '../sound/conversion.ts'

/**
 * How a head fits a model: `exact` is what it was trained on; `near` the same weights by another conversion, or another
 * file of a model of that name, whose means differ little; `none` cannot be used.
 */
export function encoderFit(encoder: HeadEncoder, model: HeadEncoder): 'exact' | 'near' | 'none' {
  if (encoder.layers !== model.layers || encoder.hiddenSize !== model.hiddenSize) return 'none'
  if (encoder.modelId === model.modelId) return 'exact'
  const weights = readModelId(encoder.modelId)?.sha256
  const isSame = weights !== undefined && weights === readModelId(model.modelId)?.sha256
  return isSame || encoder.name.toLowerCase() === model.name.toLowerCase() ? 'near' : 'none'
}
