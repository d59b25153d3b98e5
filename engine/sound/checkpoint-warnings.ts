import type { Checkpoint } from './checkpoint.ts'
import { tapNorms } from './weight-norm.ts'

/** Far above what float32 or float16 rounding does to a norm, far below what training does. */
const ROUNDING = 1e-3

async function constantNorms(checkpoint: Checkpoint): Promise<string[]> {
  const names = [...checkpoint.shapes.keys()].filter((name) => name.endsWith('layer_norm.weight'))
  const constant: string[] = []
  for (const name of names) {
    const values = await checkpoint.tensor(name)
    if (values.every((value) => value === values[0])) constant.push(name)
  }
  if (constant.length === 0) return []
  return [
    `${constant.length} of its ${names.length} normalisations (first ${constant[0]}) weigh every channel the same, which training would have changed: these weights may not be those of a trained model.`,
  ]
}

async function freshPositions(checkpoint: Checkpoint): Promise<string[]> {
  const name = 'encoder.pos_conv_embed.conv'
  const g = await checkpoint.tensor(`${name}.weight_g`)
  const norms = tapNorms(await checkpoint.tensor(`${name}.weight_v`), g.length)
  if (!norms.every((norm, tap) => Math.abs(g[tap]! - norm) <= ROUNDING * norm)) return []
  return [
    `In its positional convolution (${name}) weight_g is the norm of weight_v at every tap, as it is before training: it may have been initialised anew when the file was saved.`,
  ]
}

/**
 * What in the weights of a checkpoint looks odd, each in a sentence for people; empty for one that looks sound. None
 * of it is a reason to refuse. Problems: those of reading a tensor.
 */
export async function checkpointWarnings(checkpoint: Checkpoint): Promise<string[]> {
  return [...(await constantNorms(checkpoint)), ...(await freshPositions(checkpoint))]
}
